package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Path;

/** The switches of what looks on at a tier: its trace, and the sampler of its reads. While both are off an event costs one look at a field. */
final class Tracing {
    private final String threadName;

    /** Null while nobody looks on. */
    private volatile Onlookers onlookers;

    /** @param threadName of the thread that writes a trace */
    Tracing(String threadName) {
        this.threadName = threadName;
    }

    void record(PageEvent event, PageIndex index, int pageIndex, boolean hit) {
        Onlookers now = onlookers;
        if (now != null)
            now.record(event, index.number(), pageIndex, hit);
    }

    synchronized void startSampling(MissRatioSampler started) {
        if (sampler() != null)
            throw new IllegalStateException("Page reads are being sampled already");
        set(current(), started);
    }

    synchronized void stopSampling(MissRatioSampler stopped) {
        if (sampler() == stopped)
            set(current(), null);
    }

    synchronized void start(Path file, long maxRecords) throws IOException {
        if (current() != null)
            throw new IllegalStateException("A page trace is being written already");
        set(PageTrace.open(file, maxRecords, threadName), sampler());
    }

    /** @return what is being written, null if nothing is */
    PageTrace current() {
        Onlookers now = onlookers;
        return now == null ? null : now.trace;
    }

    /** @return what was written, complete and closed; null if there was none */
    synchronized PageTrace stop() {
        PageTrace ended = current();
        set(null, sampler());
        if (ended != null)
            ended.close();
        return ended;
    }

    private MissRatioSampler sampler() {
        Onlookers now = onlookers;
        return now == null ? null : now.sampler;
    }

    private void set(PageTrace trace, MissRatioSampler sampler) {
        onlookers = trace == null && sampler == null ? null : new Onlookers(trace, sampler);
    }

    /** One of them may be null. */
    private static final class Onlookers {
        final PageTrace trace;
        final MissRatioSampler sampler;

        Onlookers(PageTrace trace, MissRatioSampler sampler) {
            this.trace = trace;
            this.sampler = sampler;
        }

        void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
            if (trace != null)
                trace.record(event, indexNumber, pageIndex, hit);
            if (sampler != null)
                sampler.record(event, indexNumber, pageIndex, hit);
        }
    }
}
