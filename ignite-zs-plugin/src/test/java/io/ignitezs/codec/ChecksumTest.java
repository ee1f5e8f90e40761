package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private final Checksum checksums = new Checksum();

    @Test
    void isTheStandardCrc32c() {
        GuardedMemory digits = GuardedMemory.of("123456789".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0xE3069283, checksums.of(digits.address(), digits.bytes()));
    }

    @Test
    void isTheSameForOneSegmentAndForTwo() {
        byte[] bytes = Content.RANDOM.bytes(700, new Random(79));
        GuardedMemory whole = GuardedMemory.of(bytes);
        int expected = checksums.of(whole.address(), whole.bytes());
        Segments segments = new Segments();
        segments.set(whole.address(), whole.bytes());
        assertEquals(expected, checksums.of(segments));
        for (int split = 1; split < bytes.length; split++) {
            GuardedMemory first = GuardedMemory.of(bytes, 0, split, (byte)3);
            GuardedMemory second = GuardedMemory.of(bytes, split, bytes.length, (byte)4);
            segments.set(first.address(), first.bytes(), second.address(), second.bytes());
            assertEquals(expected, checksums.of(segments), "split at " + split);
        }
    }

    @Test
    void ofAWordIsThatOfItsBytes() {
        GuardedMemory word = new GuardedMemory(Long.BYTES);
        Memory.putLong(word.address(), 0x0123456789ABCDEFL);
        assertEquals(checksums.of(word.address(), Long.BYTES), checksums.of(0x0123456789ABCDEFL));
    }
}
