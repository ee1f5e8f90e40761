package io.ignitezs.estimate;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.PageDecoder;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.ignite.PageImages;
import io.ignitezs.mem.Segments;
import io.ignitezs.tier.PageCost;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Stores and reads pages with one codec as the tier does, but for the storing, and says what that takes. */
final class CodecTrial implements AutoCloseable {
    /** By then the code that is measured has been compiled. */
    private static final int WARM_UP_NANOS = 100_000_000;

    private final PageCost cost;
    private final PageEncoder encoder;
    private final PageDecoder decoder;
    private final ByteBuffer decoded;
    private final Segments object = new Segments();
    private final CpuTimer timer = new CpuTimer();
    private boolean warm;

    private int storedBytes;
    private boolean raw;
    private long storeNanos;
    private long readNanos;

    CodecTrial(int pageBytes, Codec codec, boolean checksum, PageCost cost) {
        this.cost = cost;
        encoder = new PageEncoder(pageBytes, codec, PageImages.shape(pageBytes), checksum, cost::objectBytes);
        try {
            decoded = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
            decoder = new PageDecoder(pageBytes, PageImages.shape(pageBytes), List.of(codec));
        }
        catch (Throwable e) {
            encoder.close();
            throw e;
        }
    }

    /** @param page unchanged afterwards */
    void run(ByteBuffer page) {
        if (!warm)
            warmUp(page);
        measure(page);
    }

    private void warmUp(ByteBuffer page) {
        warm = true;
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS)
            measure(page);
    }

    private void measure(ByteBuffer page) {
        timer.start();
        encode(page);
        storeNanos = timer.stop();
        storedBytes = encoder.storedBytes();
        raw = encoder.kind() == PageKind.RAW;
        timer.start();
        decode();
        readNanos = timer.stop();
    }

    private void encode(ByteBuffer page) {
        int rawBytes = PageImages.rawBytes(page);
        if (rawBytes > 0)
            encoder.encodeRaw(page, rawBytes);
        else
            encoder.encode(page);
    }

    private void decode() {
        if (encoder.kind() == PageKind.SAME_FILLED) {
            decoder.verifyWord(encoder.word(), encoder.checksum());
            decoder.fill(encoder.word(), decoded);
            return;
        }
        object.set(encoder.address(), encoder.storedBytes());
        decoder.decode(encoder.kind(), object, encoder.strippedBytes(), decoded);
        decoder.finish(decoded, encoder.strippedBytes(), encoder.padded());
    }

    /** 0 for a same-filled page. */
    int storedBytes() {
        return storedBytes;
    }

    boolean isRaw() {
        return raw;
    }

    boolean isSameFilled() {
        return storedBytes == 0;
    }

    /** What the page takes of a pool, but for its entry. */
    double poolBytes() {
        return cost.pageBytes(storedBytes);
    }

    long storeNanos() {
        return storeNanos;
    }

    long readNanos() {
        return readNanos;
    }

    @Override public void close() {
        encoder.close();
        decoder.close();
    }
}
