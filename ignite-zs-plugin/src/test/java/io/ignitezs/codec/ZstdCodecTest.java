package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdCodecTest {
    @Nested
    class FastestLevel extends CodecContractTest {
        @Override Codec newCodec() {
            return ZstdCodec.open(-7);
        }
    }

    @Nested
    class DefaultLevel extends CodecContractTest {
        @Override Codec newCodec() {
            return ZstdCodec.open(1);
        }
    }

    @Nested
    class StrongestLevel extends CodecContractTest {
        @Override Codec newCodec() {
            return ZstdCodec.open(19);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 20, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesLevelsOutOfRange(int level) {
        String message = assertThrows(IllegalArgumentException.class, () -> ZstdCodec.open(level)).getMessage();
        assertTrue(message.contains("value=" + level) && message.contains("-7..19"), message);
    }

    @Test
    void writesNoMagicNumberAndNoOtherHeaderThanItMust() {
        GuardedMemory page = GuardedMemory.of(Content.RANDOM.bytes(4096, new Random(73)));
        GuardedMemory object = new GuardedMemory(ZstdCodec.open(1).boundBytes(4096));
        try (Encoder encoder = ZstdCodec.open(1).newEncoder(4096)) {
            int frameHeaderBytes = 2;
            int blockHeaderBytes = 3;
            assertEquals(frameHeaderBytes + blockHeaderBytes + 4096,
                encoder.encode(page.buffer(), 4096, object.buffer(), object.bytes()));
        }
    }
}
