package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.BackgroundCompaction;
import io.ignitezs.pool.ZsPool;
import java.util.ArrayList;
import java.util.List;

/** What a tier is made of: opened in this order, each with those before it, and closed in the other. */
final class TierParts implements AutoCloseable {
    final TierConfiguration configuration;
    final PausePoints pauses;

    /** That pages here may be stored with. */
    final List<Codec> readableCodecs = new ArrayList<>(Codecs.readable());

    final MemoryBudget budget;
    final ZsPool pool;
    final TierCounters counters = new TierCounters();
    final Timings timings = new Timings();
    final IndexRegistry indexes = new IndexRegistry();
    final PageGroups groups;
    final Tracing tracing;
    final Entries entries;

    /** Null if no region takes pages, or there is no room. */
    final LongStays stays;

    final Evictor evictor;
    final PinnedRoom pinnedRoom;
    final Admission admission;

    /** Null if the configuration does not want it. */
    final BackgroundCompaction compaction;

    /** @throws IllegalArgumentException if the limit does not even allow an empty tier */
    TierParts(TierConfiguration configuration, PausePoints pauses) {
        assert configuration.lowWatermark <= configuration.highWatermark : configuration.lowWatermark;
        this.configuration = configuration;
        this.pauses = pauses;
        readableCodecs.add(configuration.codec);
        budget = new MemoryBudget(configuration.memory, configuration.limitBytes);
        pool = new ZsPool(budget, configuration.pageBytes, configuration.effectiveChainLimit());
        groups = new PageGroups(configuration.groups, configuration.limitBytes);
        tracing = new Tracing(configuration);
        EvictionOrder order = configuration.evictionOrder.create();
        entries = Entries.open(budget, pool, counters, order);
        if (entries == null)
            throw new IllegalArgumentException("limitBytes is too small: " + configuration.limitBytes);
        stays = LongStays.open(budget, configuration.regionPages);
        evictor = startEvictor(order);
        pinnedRoom = new PinnedRoom(budget, pool, counters, evictor, entries.chunks(), configuration.pageBytes);
        admission = new Admission(configuration, counters, pool, evictor);
        compaction = configuration.compaction ? startCompaction() : null;
    }

    private Evictor startEvictor(EvictionOrder order) {
        try {
            return new Evictor(configuration, order, entries, pool, budget, counters, indexes, groups, tracing);
        }
        catch (Throwable e) {
            closeTables();
            throw e;
        }
    }

    private BackgroundCompaction startCompaction() {
        try {
            return new BackgroundCompaction(pool, TierTuning.of(configuration).compaction, configuration.warning, configuration.compactionThreadName);
        }
        catch (Throwable e) {
            evictor.close();
            closeTables();
            throw e;
        }
    }

    /** As {@link PageTier#stats}. */
    TierStats stats() {
        TierStats stats = new TierStats();
        stats.limitBytes = budget.limitBytes();
        stats.usedBytes = budget.usedBytes();
        stats.pageBytes = configuration.pageBytes;
        counters.addTo(stats);
        timings.addTo(stats);
        stats.entryTableBytes = tableBytes();
        stats.highWatermarkBytes = (long)(stats.limitBytes * configuration.highWatermark);
        stats.lowWatermarkBytes = (long)(stats.limitBytes * configuration.lowWatermark);
        stats.maxRawShare = configuration.maxRawShare;
        stats.pool = pool.stats();
        return stats;
    }

    /** Bytes charged besides those of the pool. */
    long tableBytes() {
        return entries.bytes() + (stays == null ? 0 : stays.bytes());
    }

    /** Ends what runs in the background. Before {@link #close}. */
    void stopThreads() {
        if (compaction != null)
            compaction.close();
        evictor.close();
        tracing.stop();
    }

    /** Gives all memory back. */
    @Override public void close() {
        closeTables();
        assert budget.usedBytes() == 0 : budget.usedBytes();
    }

    private void closeTables() {
        if (stays != null)
            stays.close();
        entries.close();
        pool.close();
    }
}
