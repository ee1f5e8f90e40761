package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.CpuClock;
import io.ignitezs.pool.LatencyHistogram;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long reads and stores take, and what their codecs use of the processor: what {@link Sampler} picks. */
final class Timings {
    final CpuClock cpu = new CpuClock();

    private final LatencyHistogram[] reads = Stream.generate(LatencyHistogram::new).limit(PageKind.LIMIT).toArray(LatencyHistogram[]::new);
    private final LatencyHistogram stores = new LatencyHistogram();

    /** Of all calls, as the sample says. */
    private final LongAdder encodingNanos = new LongAdder();
    private final LongAdder decodingNanos = new LongAdder();

    /** A page was read. @param begun as {@link Sampler#begin} has said */
    void read(int kind, long begun) {
        if (begun != 0)
            reads[kind].add(System.nanoTime() - begun);
    }

    /** A page was encoded and stored, or refused. @param begun as {@link Sampler#begin} has said */
    void stored(long begun) {
        if (begun != 0)
            stores.add(System.nanoTime() - begun);
    }

    /** @param begunNanos of {@link #cpu} */
    void encoded(long begunNanos) {
        encodingNanos.add(Sampler.EVERY * (cpu.nanos() - begunNanos));
    }

    /** @param begunNanos of {@link #cpu} */
    void decoded(long begunNanos) {
        decodingNanos.add(Sampler.EVERY * (cpu.nanos() - begunNanos));
    }

    void addTo(TierStats stats) {
        for (int kind = 0; kind < PageKind.LIMIT; kind++)
            stats.readLatency[kind] = reads[kind].counts();
        stats.storeLatency = stores.counts();
        stats.encodingNanos = encodingNanos.sum();
        stats.decodingNanos = decodingNanos.sum();
    }
}
