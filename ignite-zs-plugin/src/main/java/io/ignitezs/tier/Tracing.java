package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Path;

/** The switches of what looks on at a tier: its trace, and the sampler of its reads. While one is off an event costs it one look at a field. */
final class Tracing {
    private volatile PageTrace trace;
    private volatile MissRatioSampler sampler;

    void record(PageEvent event, PageIndex index, int pageIndex, boolean hit) {
        PageTrace now = trace;
        if (now != null)
            now.record(event, index.number(), pageIndex, hit);
        MissRatioSampler sampling = sampler;
        if (sampling != null)
            sampling.record(event, index.number(), pageIndex, hit);
    }

    synchronized void startSampling(MissRatioSampler started) {
        if (sampler != null)
            throw new IllegalStateException("Page reads are being sampled already");
        sampler = started;
    }

    synchronized void stopSampling(MissRatioSampler stopped) {
        if (sampler == stopped)
            sampler = null;
    }

    synchronized void start(Path file, long maxRecords) throws IOException {
        if (trace != null)
            throw new IllegalStateException("A page trace is being written already");
        trace = PageTrace.open(file, maxRecords);
    }

    /** @return what is being written, null if nothing is */
    PageTrace current() {
        return trace;
    }

    /** @return what was written, complete and closed; null if there was none */
    synchronized PageTrace stop() {
        PageTrace ended = trace;
        trace = null;
        if (ended != null)
            ended.close();
        return ended;
    }
}
