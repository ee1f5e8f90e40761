package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import java.nio.ByteBuffer;

/** An encoder whose work is measured from time to time. Belongs to one thread at a time. */
final class MeasuredEncoder implements AutoCloseable {
    final PageEncoder encoder;
    private final Timings timings;
    private final Sampler sampler = new Sampler(true);
    private long begun;

    MeasuredEncoder(PageEncoder encoder, Timings timings) {
        this.encoder = encoder;
        this.timings = timings;
    }

    /** Begins to store a page. @param rawBytes as for {@link PageTier#fill} @return {@link #encoder}, which has it */
    PageEncoder encode(ByteBuffer page, int rawBytes) {
        begun = sampler.begin();
        long begunNanos = sampler.isForCpu() ? timings.cpu.nanos() : 0;
        if (rawBytes > 0)
            encoder.encodeRaw(page, rawBytes);
        else
            encoder.encode(page);
        if (sampler.isForCpu())
            timings.encoded(begunNanos);
        return encoder;
    }

    /** The page is stored, or will not be. */
    void ended() {
        timings.stored(begun);
        begun = 0;
    }

    @Override public void close() {
        encoder.close();
    }
}
