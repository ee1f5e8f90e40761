package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibrariesTest {
    @ParameterizedTest
    @CsvSource({"1.5.5-2,false", "1.5.7-9,false", "1.5.7-13,false", "1.5.7-14,true", "1.5.7-28,true", "1.6.0-1,true", "2.0,true",
        "1.5.7,false", "1.5.8,true", "1.5.7-14-SNAPSHOT,true", "1.5.7.14,true", "1.10.0-1,true", "'',false", "unknown,false"})
    void comparesVersionsNumberByNumber(String version, boolean enough) {
        assertEquals(enough, Libraries.isAtLeast(version, Libraries.MIN_ZSTD_VERSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5.5-2", "1.5.7-13"})
    void refusesAnOldZstdAndNamesIt(String version) {
        String message = assertThrows(IllegalStateException.class, () -> Libraries.requireZstdVersion(version)).getMessage();
        assertTrue(message.contains("version=" + version), message);
        assertTrue(message.contains("allowed=1.5.7-14 or later"), message);
        assertTrue(message.contains("zstd-jni"), message);
    }

    @Test
    void acceptsTheOneThatWasLoaded() {
        assertDoesNotThrow(() -> Libraries.requireZstdVersion(Libraries.zstdVersion()));
    }
}
