package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.PoolList;
import io.ignitezs.tier.PoolListWriter;
import io.ignitezs.tier.TierStats;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The file that says which pages a node's tier and its data regions had: pages of the region first in value, those of the tier as its eviction order says. It lies in
 * the node's storage directory, of which Ignite looks only at directories. Volatile partitions, and groups that are not pooled, have no pages in it.
 */
final class WarmList {
    static final String FILE = "zs-warm-pages.bin";

    /** In a data region. */
    private static final int BEST_RANK = 0;

    private final Path storage;
    private final int pageBytes;
    private final DataRegionPages regions;
    private final PoolListWriter.Opener opener;
    private final Consumer<String> warning;
    private volatile boolean isGivenUp;

    /** @param storage the node's storage directory */
    WarmList(Path storage, int pageBytes, DataRegionPages regions, PoolListWriter.Opener opener, Consumer<String> warning) {
        this.storage = storage;
        this.pageBytes = pageBytes;
        this.regions = regions;
        this.opener = opener;
        this.warning = warning;
    }

    /** @return null if there is none, or none that can be used: then the log says why */
    PoolList open() {
        if (!Files.exists(file()))
            return null;
        try {
            return PoolList.open(file(), pageBytes);
        }
        catch (IOException e) {
            warning.accept("Ignored the list of pages that the compressed pool had before, it begins empty [file=" + file()
                + ", reason=" + e.getMessage() + ']');
            return null;
        }
    }

    /** Replaces the list by what is there now; leaves it as it is if there is nothing. A failure is only told. */
    void write(NodeTier node) {
        Map<StorePages, BitSet> inRegions = inRegions(node);
        try (PoolListWriter list = PoolListWriter.open(file(), pageBytes, opener, this::isGivenUp)) {
            for (StorePages store : sorted(node))
                write(store, inRegions.get(store), list);
            if (list.pages() > 0)
                list.commit(pageCostBytes(node.stats()));
        }
        catch (IOException e) {
            warning.accept("Failed to write the list of pages that the compressed pool has, that of before is still there [file=" + file()
                + ", cause=" + e + ']');
        }
    }

    /** Nobody waits any more for who writes it, whose disk hangs: that one looks at no page any more, and leaves the list as it is. */
    void giveUp() {
        isGivenUp = true;
        regions.close();
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    /** How the list calls the file of a store. */
    String name(StorePages store) {
        return storage.relativize(Path.of(store.file())).toString().replace(File.separatorChar, '/');
    }

    Path file() {
        return storage.resolve(FILE);
    }

    private Map<StorePages, BitSet> inRegions(NodeTier node) {
        try {
            return regions.of(node.stores());
        }
        catch (IllegalStateException e) {
            warning.accept("Cannot see which pages data regions have, they are left out of the list of pages for the next start [cause=" + e + ']');
            return Map.of();
        }
    }

    private List<StorePages> sorted(NodeTier node) {
        List<StorePages> stores = new ArrayList<>(node.stores());
        stores.sort(Comparator.comparing(StorePages::file));
        return stores;
    }

    private void write(StorePages store, BitSet inRegion, PoolListWriter list) throws IOException {
        BitSet region = inRegion == null ? new BitSet(0) : inRegion;
        int next = nextPage(store, 0);
        int nextInRegion = region.nextSetBit(0);
        if (next < 0 && nextInRegion < 0)
            return;
        list.beginFile(name(store));
        while (next >= 0 || nextInRegion >= 0) {
            boolean isInRegion = nextInRegion >= 0 && (next < 0 || nextInRegion <= next);
            int page = isInRegion ? nextInRegion : next;
            int rank = isInRegion ? BEST_RANK : rank(store, page);
            if (rank < PoolList.RANKS)
                list.add(page, rank);
            next = next == page ? nextPage(store, page + 1) : next;
            nextInRegion = isInRegion ? region.nextSetBit(page + 1) : nextInRegion;
        }
        list.endFile();
    }

    /** Behind damage the store has none. */
    private static int nextPage(StorePages store, int pageIndex) {
        try {
            return store.held().next(pageIndex);
        }
        catch (ZsCorruptionException e) {
            return -1;
        }
    }

    private static int rank(StorePages store, int pageIndex) {
        try {
            return store.held().rank(pageIndex);
        }
        catch (ZsCorruptionException e) {
            return PoolList.RANKS;
        }
    }

    private int pageCostBytes(TierStats stats) {
        return stats.pages == 0 || stats.pool == null ? pageBytes / 2 : (int)Math.min(pageBytes, stats.pool.costBytes / stats.pages);
    }
}
