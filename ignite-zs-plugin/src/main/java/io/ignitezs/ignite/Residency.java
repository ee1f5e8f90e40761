package io.ignitezs.ignite;

import io.ignitezs.tier.TierStats;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.ReplacementWatch;

/*
 * D1  decided once for a cache group, when a store of it is first used: exclusive if all segments of its region are watched, inclusive for good if
 *     the region is not as expected. Watching waits for nobody, because whoever holds a segment's lock may be waiting for the very page that
 *     this thread is about to write.
 * D2  until a lock of each segment could be had it is undecided: as exclusive, but that pages of other segments leave unseen and are only in their file.
 */
/** Whether pages of a cache group are kept here or in their data region, but not in both; sees the pages that regions drop. */
final class Residency implements ReplacementWatch.Listener {
    /** What is known of a group. */
    enum State { UNDECIDED, INCLUSIVE, EXCLUSIVE }

    final EvictedPages evicted;

    private final LongAdder replaced = new LongAdder();
    private final PooledStores stores = new PooledStores();
    private final IntFunction<Object> memoryOfGroup;
    private final BiFunction<Object, ReplacementWatch.Listener, BooleanSupplier> watch;
    private final Consumer<String> warning;

    /** What watches a region, or null if it cannot be watched, by page memory. Guarded by this object's lock. */
    private final Map<Object, BooleanSupplier> watches = new IdentityHashMap<>();

    private volatile boolean watchesAny;
    private volatile LongConsumer stopwatch;
    private volatile boolean failed;

    /** @param memoryOfGroup the page memory of a cache group's region; null while Ignite does not know the group */
    Residency(int pageBytes, IntFunction<Object> memoryOfGroup, Consumer<String> warning) {
        this(pageBytes, memoryOfGroup, (memory, listener) -> new ReplacementWatch(memory, listener)::install, warning);
    }

    /** @param watch begins to watch a page memory, and tells as often as it is asked whether it is watched by now */
    Residency(int pageBytes, IntFunction<Object> memoryOfGroup, BiFunction<Object, ReplacementWatch.Listener, BooleanSupplier> watch,
        Consumer<String> warning) {
        this.watch = watch;
        evicted = new EvictedPages(pageBytes);
        this.memoryOfGroup = memoryOfGroup;
        this.warning = warning;
    }

    PooledStores stores() {
        return stores;
    }

    /** In force if some region is watched, and none could not be. */
    void addTo(TierStats stats) {
        stats.exclusive = watchesAny && !failed;
        stats.leftRegion = replaced.sum();
        evicted.addTo(stats);
    }

    /** Never throws. Called where a page is read or written, so it waits for nothing. */
    synchronized State of(int groupId) {
        Object memory = null;
        try {
            memory = memoryOfGroup.apply(groupId);
            if (memory == null)
                return State.UNDECIDED;
            if (!watches.containsKey(memory))
                watches.put(memory, watch.apply(memory, this));
            return installed(watches.get(memory));
        }
        catch (Throwable e) {
            return refuse(groupId, memory, e);
        }
    }

    /** Has each call of {@link #replaced} timed, to see what it adds to the time that segment locks are held. @param watch null ends it */
    void time(LongConsumer watch) {
        stopwatch = watch;
    }

    @Override public void replaced(int groupId, long pageId, long pageAddress) {
        LongConsumer watch = stopwatch;
        if (watch == null) {
            drop(groupId, pageId, pageAddress);
            return;
        }
        long begun = System.nanoTime();
        drop(groupId, pageId, pageAddress);
        watch.accept(System.nanoTime() - begun);
    }

    private void drop(int groupId, long pageId, long pageAddress) {
        StorePages pages = stores.get(groupId, PageIdUtils.partId(pageId));
        if (pages == null)
            return;
        replaced.increment();
        pages.residency().leftRegion(PageIdUtils.pageIndex(pageId), pageAddress);
    }

    private State installed(BooleanSupplier isWatched) {
        if (isWatched == null)
            return State.INCLUSIVE;
        if (!isWatched.getAsBoolean())
            return State.UNDECIDED;
        watchesAny = true;
        return State.EXCLUSIVE;
    }

    private State refuse(int groupId, Object memory, Throwable e) {
        failed = true;
        watches.put(memory, null);
        warning.accept("Cannot see which pages a data region replaces, so the cold tier also keeps pages that are in the region"
            + " [groupId=" + groupId + ", cause=" + e + ']');
        return State.INCLUSIVE;
    }
}
