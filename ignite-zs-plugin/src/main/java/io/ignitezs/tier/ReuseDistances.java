package io.ignitezs.tier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How many other pages are read between two reads of the same one, for pages whose hash is below a threshold. When too many are followed, the threshold is
 * halved: what was counted counts half then, as if only those that are left had ever been followed. Thread-safe; a read of another page costs one look at a field.
 */
final class ReuseDistances {
    static final int HASH_MASK = (1 << 24) - 1;

    /** Distances are counted by their logarithm. */
    static final int STEPS_PER_DOUBLING = 16;
    private static final int MAX_DOUBLINGS = 44;

    /** Reads that there is room for before the order is written anew, for each page. */
    private static final int ROOM = 4;

    private final int maxPages;
    private final double share;
    private final Map<Long, Integer> slotOfPage = new HashMap<>();
    private final Map<Long, Integer> hashOfPage = new HashMap<>();

    /** Pages by when they were read last, earlier ones first; guarded by this object's lock, as is all but the threshold. */
    private final long[] pageOfSlot;
    private final boolean[] used;

    /** A Fenwick tree of the slots that are used. */
    private final int[] tree;
    private int nextSlot;

    private volatile int threshold = HASH_MASK + 1;
    private final double[] byDistance = new double[MAX_DOUBLINGS * STEPS_PER_DOUBLING];
    private double first;
    private double firstHits;

    /** What was counted, and for which share of the pages. */
    static final class Counts {
        double rate;
        double first;
        double firstHits;
        int pages;
        private double[] byDistance;

        /** Reads by distance, for each read that there should have been. */
        double[] perRead(double reads) {
            return Arrays.stream(byDistance).map(count -> count / reads).toArray();
        }

        /** Of the pages that are followed. */
        double reads() {
            return first + Arrays.stream(byDistance).sum();
        }
    }

    /** @param share of all pages that comes here */
    ReuseDistances(int maxPages, double share) {
        this.maxPages = maxPages;
        this.share = share;
        int slots = ROOM * (maxPages + 1);
        pageOfSlot = new long[slots];
        used = new boolean[slots];
        tree = new int[slots + 1];
    }

    void read(long page, int hash, boolean hit) {
        if (hash < threshold)
            readFollowed(page, hash, hit);
    }

    private synchronized void readFollowed(long page, int hash, boolean hit) {
        if (hash >= threshold)
            return;
        Integer slot = slotOfPage.get(page);
        if (slot == null)
            follow(page, hash, hit);
        else
            readAgain(slot);
        putLast(page);
        if (slotOfPage.size() > maxPages)
            followFewer();
    }

    private void follow(long page, int hash, boolean hit) {
        hashOfPage.put(page, hash);
        first++;
        if (hit)
            firstHits++;
    }

    private void readAgain(int slot) {
        int between = slotOfPage.size() - usedUpTo(slot);
        byDistance[step(between / rate())]++;
        remove(slot);
    }

    private void putLast(long page) {
        if (nextSlot == pageOfSlot.length)
            closeUp(page);
        pageOfSlot[nextSlot] = page;
        used[nextSlot] = true;
        addTo(nextSlot, 1);
        slotOfPage.put(page, nextSlot++);
    }

    /** The page that is about to be put has no slot. */
    private void closeUp(long page) {
        int to = 0;
        for (int slot = 0; slot < nextSlot; slot++)
            if (used[slot] && pageOfSlot[slot] != page)
                pageOfSlot[to++] = pageOfSlot[slot];
        Arrays.fill(used, false);
        Arrays.fill(tree, 0);
        nextSlot = 0;
        for (int slot = 0; slot < to; slot++)
            putLast(pageOfSlot[slot]);
    }

    /** Whether a page with this hash is followed. */
    boolean follows(int hash) {
        return hash < threshold;
    }

    /** That are followed. */
    synchronized int pages() {
        return slotOfPage.size();
    }

    synchronized void followFewer() {
        threshold /= 2;
        for (Iterator<Map.Entry<Long, Integer>> pages = hashOfPage.entrySet().iterator(); pages.hasNext();) {
            Map.Entry<Long, Integer> page = pages.next();
            if (page.getValue() >= threshold) {
                remove(slotOfPage.remove(page.getKey()));
                pages.remove();
            }
        }
        for (int step = 0; step < byDistance.length; step++)
            byDistance[step] /= 2;
        first /= 2;
        firstHits /= 2;
    }

    /** The pages of a file are gone. */
    synchronized void clear(int indexNumber) {
        for (Iterator<Long> pages = hashOfPage.keySet().iterator(); pages.hasNext();) {
            long page = pages.next();
            if ((int)(page >>> Integer.SIZE) == indexNumber) {
                remove(slotOfPage.remove(page));
                pages.remove();
            }
        }
    }

    synchronized Counts counts() {
        Counts counts = new Counts();
        counts.rate = rate();
        counts.byDistance = byDistance.clone();
        counts.first = first;
        counts.firstHits = firstHits;
        counts.pages = slotOfPage.size();
        return counts;
    }

    /** Which share of all pages is followed here. */
    private double rate() {
        return (double)threshold / (HASH_MASK + 1) * share;
    }

    private void remove(int slot) {
        used[slot] = false;
        addTo(slot, -1);
    }

    private void addTo(int slot, int delta) {
        for (int node = slot + 1; node < tree.length; node += node & -node)
            tree[node] += delta;
    }

    /** Slots in use, this one included. */
    private int usedUpTo(int slot) {
        int sum = 0;
        for (int node = slot + 1; node > 0; node -= node & -node)
            sum += tree[node];
        return sum;
    }

    static int step(double pages) {
        return Math.min(MAX_DOUBLINGS * STEPS_PER_DOUBLING - 1, (int)(STEPS_PER_DOUBLING * Math.log(pages + 1) / Math.log(2)));
    }

    /** Where a step begins. */
    static double pages(int step) {
        return Math.pow(2, (double)step / STEPS_PER_DOUBLING) - 1;
    }
}
