package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
    @ParameterizedTest
    @CsvSource({"lz4,lz4,3", "LZ4,lz4,3", "' lz4 ',lz4,3", "zstd,zstd:1,4", "ZStd,zstd:1,4",
        "zstd:3,zstd:3,4", "ZSTD:-7,zstd:-7,4", "zstd:19,zstd:19,4"})
    void knows(String configuration, String name, int id) {
        Codec codec = Codecs.parse(configuration);
        assertEquals(name, codec.name());
        assertEquals(id, codec.id());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "lz5", "lz4:1", "zstd:", "zstd:x", "zstd:20", "zstd:-8",
        "zstd:1.5", "zstd:99999999999", "zstd 1", "snappy"})
    void refusesAndSaysWhatIsAllowed(String configuration) {
        String message = assertThrows(IllegalArgumentException.class, () -> Codecs.parse(configuration)).getMessage();
        assertTrue(message.contains("value=" + configuration), message);
        assertTrue(message.contains("allowed=lz4, zstd, zstd:<level> with level -7..19"), message);
    }

    @Test
    void readsAll() {
        assertEquals("lz4 zstd:1", Codecs.readable().stream().map(Codec::name).collect(Collectors.joining(" ")));
    }

    @Test
    void saysWhatWasLoaded() {
        assertTrue(Codecs.describeLz4().matches("lz4-java \\d+\\.\\d+\\.\\d+ from /.*lz4-java.*\\.jar \\(native\\)"), Codecs.describeLz4());
        assertTrue(Codecs.describeZstd().matches("zstd-jni \\d+\\.\\d+\\.\\d+-\\d+ from /.*zstd-jni.*\\.jar"), Codecs.describeZstd());
    }
}
