package io.ignitezs.ignite;

import io.ignitezs.tier.PageChoice;
import io.ignitezs.tier.PoolList;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.RegionPages;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.IgniteDataIntegrityViolationException;

/**
 * Reads the pages of a list into the tier, file by file and page by page, by the way of {@link OwnReads#refill}: a page that was written or whose file was truncated
 * meanwhile does not come in. Files and pages that are gone are passed over, as are pages that are in the tier or in their data region already.
 */
final class WarmUp {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So many reads that fail one after the other are no accident of one page. */
    private static final int MAX_FAILURES = 20;

    private final NodeTier node;
    private final WarmList names;
    private final DataRegionPages regions;
    private final ReadBudget budget;
    private final BooleanSupplier isEnding;
    private final Consumer<String> info;
    private final ByteBuffer page;
    private final Map<String, StorePages> stores = new HashMap<>();
    private final long begunNanos = System.nanoTime();
    private long toldNanos = begunNanos;
    private int failures;

    /** What there is to read, what was read, and what is still to be looked at. Written by one thread. */
    private volatile long total;
    private volatile long read;
    private volatile long left;
    private volatile long readBytes;

    /** Null while it goes on. */
    private volatile Long tookNanos;

    /** @param isEnding whether somebody wants it to end, asked before each page */
    WarmUp(NodeTier node, WarmList names, DataRegionPages regions, int pageBytes, ReadBudget budget, BooleanSupplier isEnding, Consumer<String> info) {
        this.node = node;
        this.names = names;
        this.regions = regions;
        this.budget = budget;
        this.isEnding = isEnding;
        this.info = info;
        page = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
        node.stores().forEach(store -> stores.put(names.name(store), store));
    }

    /** What is left is looked at last: so there is never more read and left than there is in all. */
    void addTo(TierStats stats) {
        stats.warmUpBytes = readBytes;
        stats.warmUpRead = read;
        stats.warmUpLeft = left;
        stats.warmUpPages = total;
        Long took = tookNanos;
        stats.warmUpNanos = took == null ? System.nanoTime() - begunNanos : took;
    }

    /** Reads what fits, in the order of the list. @return why it has ended */
    WarmUpState run(PoolList list) throws IOException {
        PageChoice choice = new PageChoice(list, node.pagesThatFit(list.pageCostBytes()));
        left = choice.pages();
        total = left;
        tell("begins");
        try {
            readFiles(list, choice);
        }
        finally {
            tookNanos = System.nanoTime() - begunNanos;
            stores.clear();
        }
        WarmUpState state = left == 0 ? WarmUpState.DONE : reason();
        tell(state.text());
        return state;
    }

    private void readFiles(PoolList list, PageChoice choice) throws IOException {
        boolean goesOn = true;
        for (String name = list.nextFile(); goesOn && name != null; name = goesOn ? list.nextFile() : null)
            goesOn = readFile(list, choice, stores.get(name));
    }

    private WarmUpState reason() {
        if (isEnding.getAsBoolean())
            return WarmUpState.STOPPED;
        if (!node.onOff.isOn())
            return WarmUpState.POOL_OFF;
        return failures >= MAX_FAILURES ? WarmUpState.FAILED : WarmUpState.FULL;
    }

    /** @return false if the warm-up is to end */
    private boolean readFile(PoolList list, PageChoice choice, StorePages store) throws IOException {
        RegionPages region = store != null && store.residency().isExclusive() ? regions.ofGroup(store.groupId()) : null;
        for (int pageIndex = list.nextPage(); pageIndex >= 0; pageIndex = list.nextPage())
            if (choice.takes(list.rank())) {
                if (!mayGoOn())
                    return false;
                left--;
                readPage(store, region, pageIndex, list.rank());
            }
        return true;
    }

    private boolean mayGoOn() {
        if (System.nanoTime() - toldNanos > PROGRESS_NANOS)
            tell(WarmUpState.RUNNING.text());
        return !isEnding.getAsBoolean() && node.onOff.isOn() && failures < MAX_FAILURES && node.hasRoomBelowLow();
    }

    private void readPage(StorePages store, RegionPages region, int pageIndex, int rank) {
        if (store == null || store.store() == null || region != null && regions.has(region, store.groupId(), store.pageId(pageIndex)))
            return;
        try {
            OwnReads file = store.store().ownReads();
            int bytes = file.refill(pageIndex, rank, page);
            for (; bytes == OwnReads.BUSY && !isEnding.getAsBoolean(); bytes = file.refill(pageIndex, rank, page))
                LockSupport.parkNanos(BUSY_NANOS);
            spent(bytes);
        }
        catch (IgniteDataIntegrityViolationException e) {
            spent(page.capacity()); // It is being written.
        }
        catch (IgniteCheckedException e) {
            failures++;
        }
    }

    private void spent(int bytes) {
        failures = 0;
        if (bytes <= 0)
            return;
        read++;
        readBytes += bytes;
        budget.spent(bytes);
    }

    private void tell(String what) {
        toldNanos = System.nanoTime();
        info.accept("Warm-up of the compressed pool " + what + " [pages=" + total + ", read=" + read
            + ", passedOver=" + (total - left - read) + ", left=" + left + ']');
    }
}
