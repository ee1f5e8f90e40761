package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ignitezs.tier.Damage;
import io.ignitezs.tier.TierChecker;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The directory of a file's pages is damaged while one of them waits for the file. Whatever comes to that page ends in what Ignite hands to its failure handler:
 * after any other exception Ignite's data region would keep the page locked.
 */
@Timeout(60)
class DamagedDirectoryTest {
    private static final int PAGE = 5;
    private static final int BIT = 9;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach
    void damage() throws Exception {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20, true);
        WriteBackTest.checkpoint(() -> {
            fixture.write(PAGE, 1, 0);
            return null;
        });
        Damage.flipDirectories(fixture.tier.tier, BIT);
    }

    /** Nothing is lost before somebody says so: without the damage the page is there. */
    @AfterEach
    void repair() throws Exception {
        Damage.flipDirectories(fixture.tier.tier, BIT);
        assertEquals(1, fixture.stats().dirtyPages);
        fixture.expect(PAGE, 1);
        TierChecker.check(fixture.tier.tier);
        fixture.close();
    }

    @Test
    void aRead() {
        expectFailure(() -> fixture.store.read(pageId(PAGE), StoreFixture.garbage(), false));
    }

    @Test
    void aReplacedPage() {
        expectFailure(() -> fixture.store.write(pageId(PAGE), StoreFixture.page(PAGE, 2), 0, true));
    }

    @Test
    void aSync() {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store)));
        assertInstanceOf(StorageException.class, failure.getCause());
    }

    private static void expectFailure(Executable access) {
        assertThrows(StorageException.class, access);
    }
}
