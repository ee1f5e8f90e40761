package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibrariesTest {
    @ParameterizedTest
    @CsvSource({"1.5.5-2,false", "1.5.7-9,false", "1.5.7-13,false", "1.5.7-14,true", "1.5.7-28,true", "1.6.0-1,true", "2.0,true",
        "1.5.7,false", "1.5.8,true", "1.5.7-14-SNAPSHOT,true", "1.5.7.14,true", "1.10.0-1,true", "'',false", "unknown,false"})
    void comparesVersionsNumberByNumber(String version, boolean enough) {
        assertEquals(enough, Library.isAtLeast(version, Libraries.MIN_ZSTD_VERSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5.5-2", "1.5.7-13"})
    void refusesAnOldOneAndNamesItsJar(String version) {
        Library old = new Library("zstd-jni", version, List.of("/libs/ignite-compress/zstd-jni.jar", "/libs/ignite-zs-plugin/zstd-jni.jar"));
        String message = assertThrows(IllegalStateException.class, () -> old.require(Libraries.MIN_ZSTD_VERSION)).getMessage();
        assertTrue(message.contains("[version=" + version + ", allowed=1.5.7-14 or later, jar=/libs/ignite-compress/zstd-jni.jar]"), message);
        assertTrue(message.contains("The zstd-jni that is first on the class path is too old"), message);
    }

    @Test
    void saysThatAVersionIsNotKnown() {
        Library unknown = new Library("lz4-java", null, List.of("/libs/all-in-one-1.0.jar"));
        assertEquals("lz4-java of unknown version from /libs/all-in-one-1.0.jar", unknown.require(Libraries.MIN_LZ4_VERSION).toString());
    }

    @Test
    void namesAllJarsWithTheSameClasses() {
        assertNull(new Library("lz4-java", "1.14.0", List.of("/a.jar")).warning());
        String warning = new Library("lz4-java", "1.14.0", List.of("/a.jar", "/b.jar", "/c.jar")).warning();
        assertTrue(warning.contains("lz4-java") && warning.endsWith("[used=/a.jar, notUsed=[/b.jar, /c.jar]]"), warning);
    }

    @Test
    void acceptsThoseThatWereLoaded() {
        assertDoesNotThrow(Libraries::requiredLz4);
        assertDoesNotThrow(Libraries::requiredZstd);
        assertEquals(List.of(), Libraries.warnings());
    }
}
