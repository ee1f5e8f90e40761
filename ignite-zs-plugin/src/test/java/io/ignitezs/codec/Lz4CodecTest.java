package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Lz4CodecTest extends CodecContractTest {
    @Override Codec newCodec() {
        return Lz4Codec.open();
    }

    @Test
    void isNativeWhereItsLibraryLoads() {
        assertTrue(Lz4Codec.open().isNative());
        assertNull(Lz4Codec.open().fallbackReason());
        assertEquals(3, Lz4Codec.open().id());
    }
}
