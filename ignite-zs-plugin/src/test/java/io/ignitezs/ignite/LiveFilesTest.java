package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are live files of cache groups, as Ignite 2.17 lays them out. */
class LiveFilesTest {
    private static final Path WORK = Path.of("storage", "db", "node-1");

    @ParameterizedTest
    @CsvSource({
        "cache-words/index.bin, words",
        "cache-words/part-0.bin, words",
        "cacheGroup-all/part-1023.bin, all",
        "cache-ignite-sys-cache/part-7.bin, ignite-sys-cache",
        "cache-cacheGroup-odd/part-7.bin, cacheGroup-odd",
        "cache-x/../cache-words/part-0.bin, words"
    })
    void live(String file, String group) {
        assertEquals(group, LiveFiles.group(WORK, WORK.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "metastorage/part-0.bin",
        "TxLog/index.bin",
        "cache-words/cache_data.dat",
        "cache-words/part-0.bin.delta",
        "cache-words/part-dfrg-0.bin",
        "cache-words/index-dfrg.bin",
        "cache-words/part-map-0.bin",
        "cache-words/part-x.bin",
        "cache-words/sub/part-0.bin",
        "cache-/part-0.bin",
        "_tmp_snp_restore_cache-words/part-0.bin",
        "part-0.bin",
        "../node-2/cache-words/part-0.bin",
        "../../snapshots/one/db/node-1/cache-words/part-0.bin",
        "../../../elsewhere/db/node-1/cache-words/part-0.bin"
    })
    void notLive(String file) {
        assertNull(LiveFiles.group(WORK, WORK.resolve(file)));
    }

    @Test
    void workDirectoryMayBeWrittenInAnotherWay() {
        Path odd = WORK.toAbsolutePath().resolve("..").resolve("node-1");
        assertEquals("words", LiveFiles.group(odd, WORK.resolve("cache-words").resolve("part-3.bin")));
    }
}
