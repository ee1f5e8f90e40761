package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;
import java.util.Random;

/** Encodes and decodes pages of all kinds, in turn, without making garbage itself. */
final class OnePageAfterTheOther implements Runnable {
    private static final int PAGE_BYTES = 4096;

    private final PageEncoder encoder;
    private final PageDecoder decoder;
    private final boolean checksum;
    private final Segments segments = new Segments();
    private final GuardedMemory[] pages = new GuardedMemory[Content.values().length];
    private final ByteBuffer[] buffers = new ByteBuffer[pages.length];
    private final GuardedMemory target = new GuardedMemory(PAGE_BYTES);
    private final ByteBuffer targetBuffer = target.buffer();
    private int next;

    OnePageAfterTheOther(PageEncoder encoder, PageDecoder decoder, boolean checksum, Random random) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.checksum = checksum;
        for (Content content : Content.values()) {
            pages[content.ordinal()] = GuardedMemory.of(content.bytes(PAGE_BYTES, random));
            buffers[content.ordinal()] = pages[content.ordinal()].buffer();
        }
    }

    @Override public void run() {
        int page = next++ % pages.length;
        encoder.encode(buffers[page]);
        if (encoder.kind() == PageKind.SAME_FILLED)
            fill();
        else
            decode();
        assertEquals(Memory.getLong(pages[page].address() + 2048), Memory.getLong(target.address() + 2048));
    }

    private void fill() {
        if (checksum)
            decoder.verifyWord(encoder.word(), encoder.checksum());
        decoder.fill(encoder.word(), targetBuffer);
    }

    private void decode() {
        int half = next % 2 == 0 ? encoder.storedBytes() : encoder.storedBytes() / 2;
        segments.set(encoder.address(), half, encoder.address() + half, encoder.storedBytes() - half);
        if (checksum)
            decoder.verify(segments, encoder.checksum());
        decoder.decode(encoder.kind(), segments, encoder.strippedBytes(), targetBuffer);
        decoder.finish(targetBuffer, encoder.strippedBytes(), encoder.padded());
    }
}
