package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
    private static final long WHOLE_BYTES = 8L << 30;

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "1048576, 1048576", "3k, 3072", "512m, 536870912", "512M, 536870912", "4g, 4294967296",
        "4GB, 4294967296", "2t, 2199023255552", "' 7b ', 7", "25%, 2147483648", "12.5%, 1073741824", "100%, 8589934592",
        "200%, 17179869184", "0%, 0"})
    void readsAmountsAndShares(String text, long bytes) {
        assertEquals(bytes, MemorySize.parse(text, WHOLE_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "m", "%", "-1", "-5%", "1.5g", "10 m", "1x", "1e9", "0x10", "1mm", "50%%", "25.%",
        "9999999999999999999", "9999999t"})
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> MemorySize.parse(text, WHOLE_BYTES));
    }

    @Test void refusesNothing() {
        assertThrows(IllegalArgumentException.class, () -> MemorySize.parse(null, WHOLE_BYTES));
    }

    @Test void writesMebibytes() {
        assertEquals("1.5 MiB", MemorySize.format(3 << 19));
    }
}
