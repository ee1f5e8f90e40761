package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The switches of what looks on at a tier: its trace, and samplers of its reads. While there is none an event costs one look at a field. */
public final class Tracing {
    private final TierConfiguration configuration;

    /** Null while nobody looks on. */
    private volatile Onlookers onlookers;

    Tracing(TierConfiguration configuration) {
        this.configuration = configuration;
    }

    void record(PageEvent event, PageIndex index, int pageIndex, boolean hit) {
        Onlookers now = onlookers;
        if (now != null)
            now.record(event, index.number(), pageIndex, hit);
    }

    /** Begins to show a sampler what happens to pages, beside those that look on already. */
    public synchronized void startSampling(MissRatioSampler started) {
        List<MissRatioSampler> all = new ArrayList<>(samplers());
        all.add(started);
        set(current(), all);
    }

    /** Ends that; nothing happens if it does not look on. */
    public synchronized void stopSampling(MissRatioSampler stopped) {
        set(current(), samplers().stream().filter(each -> each != stopped).collect(Collectors.toList()));
    }

    /**
     * Begins to write what happens to pages into a file, see {@link PageTrace}.
     * @param maxRecords from which on they are only counted
     * @throws IllegalStateException if that is going on already
     */
    public synchronized void start(Path file, long maxRecords) throws IOException {
        if (current() != null)
            throw new IllegalStateException("A page trace is being written already");
        set(PageTrace.open(file, maxRecords, configuration), samplers());
    }

    /** What is being written now; null if nothing is. */
    public PageTrace current() {
        Onlookers now = onlookers;
        return now == null ? null : now.trace;
    }

    /** Ends that. @return what was written, complete and closed; null if nothing was */
    public synchronized PageTrace stop() {
        PageTrace ended = current();
        set(null, samplers());
        if (ended != null)
            ended.close();
        return ended;
    }

    private List<MissRatioSampler> samplers() {
        Onlookers now = onlookers;
        return now == null ? List.of() : now.samplers;
    }

    private void set(PageTrace trace, List<MissRatioSampler> samplers) {
        onlookers = trace == null && samplers.isEmpty() ? null : new Onlookers(trace, samplers);
    }

    /** The trace may be null. */
    private static final class Onlookers {
        final PageTrace trace;
        final List<MissRatioSampler> samplers;

        Onlookers(PageTrace trace, List<MissRatioSampler> samplers) {
            this.trace = trace;
            this.samplers = samplers;
        }

        void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
            if (trace != null)
                trace.record(event, indexNumber, pageIndex, hit);
            for (int sampler = 0; sampler < samplers.size(); sampler++) // An iterator would be garbage, with each read.
                samplers.get(sampler).record(event, indexNumber, pageIndex, hit);
        }
    }
}
