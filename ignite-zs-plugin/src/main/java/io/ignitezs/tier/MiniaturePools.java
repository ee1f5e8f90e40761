package io.ignitezs.tier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Pools of many sizes in miniature, shown only the pages whose hash is below a threshold, and smaller by as much as these are fewer. When too many are followed,
 * the threshold is halved: what was counted counts half then, as if only those that are left had ever been followed. Thread-safe; what happens to another page
 * costs one look at a field. Idea: Waldspurger et al., Cache Modeling and Optimization using Miniature Simulations, USENIX ATC 2017.
 */
final class MiniaturePools {
    static final int HASH_MASK = (1 << 24) - 1;

    /** Each pool has room for so much more than the one before. */
    private static final double STEP = 2;

    /** Below this a pool in miniature is not like a large one. */
    private static final double LEAST_CAPACITY = 32;

    private final int maxPages;
    private final double share;
    private final EvictionOrders orders;

    /** Guarded by this object's lock, as is all but the threshold. */
    private final Map<Long, Page> pages = new HashMap<>();
    private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
    private int endSlot;
    private volatile int threshold = HASH_MASK + 1;

    /** From small to large, and one for all pages. */
    private final List<MiniaturePool> pools = new ArrayList<>();
    private final MiniaturePool all;

    /** Of the pool that is made when more pages are followed; until then it would be as the one for all. */
    private double nextCapacity = LEAST_CAPACITY;

    /** By part of the pages. */
    private final Part[] parts;

    private static final class Part {
        int pages;
        double reads;
        double hits;
        double first;
        double firstHits;
    }

    private static final class Page {
        final int slot;
        final int hash;
        final int part;

        Page(int slot, int hash, int part) {
            this.slot = slot;
            this.hash = hash;
            this.part = part;
        }
    }

    /** @param share of all pages that comes here @param parts that pages are divided into, for counting only */
    MiniaturePools(int maxPages, double share, int parts, EvictionOrders orders) {
        this.maxPages = maxPages;
        this.share = share;
        this.orders = orders;
        all = new MiniaturePool(orders.create(), maxPages + 1, MiniaturePool.ALL, parts);
        this.parts = Stream.generate(Part::new).limit(parts).toArray(Part[]::new);
    }

    /** As {@link MissRatioSampler#record}, but for the end of files. @param part of the page */
    void record(PageEvent event, long key, int hash, int part, boolean hit) {
        if (hash < threshold)
            recordFollowed(event, key, hash, part, hit);
    }

    private synchronized void recordFollowed(PageEvent event, long key, int hash, int part, boolean hit) {
        if (hash >= threshold)
            return;
        Page page = pages.get(key);
        boolean seen = page != null;
        if (page == null && isNews(event, hit))
            page = follow(key, new Page(freeSlots.isEmpty() ? endSlot++ : freeSlots.pop(), hash, part), isRead(event) && hit);
        if (page != null)
            record(event, page, seen, hit);
        while (pages.size() > maxPages)
            followFewer();
    }

    static boolean isRead(PageEvent event) {
        return event == PageEvent.READ || event == PageEvent.TAKE;
    }

    /** Whether such an event can mean anything to a pool: others need no lock. */
    static boolean mayChange(PageEvent event, boolean hit) {
        return event == PageEvent.WRITE || isNews(event, hit);
    }

    /** Whether a pool that had no such page could have it now. */
    private static boolean isNews(PageEvent event, boolean hit) {
        return isRead(event) || isFill(event) || hit && (event == PageEvent.WRITTEN || event == PageEvent.DIRTY);
    }

    private static boolean isFill(PageEvent event) {
        return event == PageEvent.FILL || event == PageEvent.FILL_USED;
    }

    private void record(PageEvent event, Page page, boolean seen, boolean hit) {
        int slot = page.slot;
        int part = page.part;
        if (isRead(event))
            countRead(parts[part], seen, hit);
        switch (event) {
            case READ:
                each(pool -> pool.readOrFill(slot, part, seen));
                break;
            case TAKE:
                each(pool -> pool.take(slot, part, seen));
                break;
            case FILL_USED:
                each(pool -> pool.insertUsed(slot));
                break;
            case WRITE:
                each(pool -> pool.remove(slot));
                break;
            default:
                if (isNews(event, hit))
                    each(pool -> pool.insert(slot));
        }
    }

    private void each(Consumer<MiniaturePool> action) {
        action.accept(all);
        pools.forEach(action);
    }

    private static void countRead(Part part, boolean seen, boolean hit) {
        int hits = hit ? 1 : 0;
        part.reads++;
        part.hits += hits;
        if (seen)
            return;
        part.first++;
        part.firstHits += hits;
    }

    private Page follow(long key, Page page, boolean wasHeld) {
        if (pages.size() >= nextCapacity)
            addPool();
        pages.put(key, page);
        parts[page.part].pages++;
        each(pool -> pool.follow(page.slot, wasHeld));
        return page;
    }

    private void addPool() {
        pools.add(all.copy(orders.create(), endSlot, nextCapacity));
        nextCapacity *= STEP;
    }

    /** Whether a page with this hash is followed. */
    boolean follows(int hash) {
        return hash < threshold;
    }

    /** That are followed. */
    synchronized int pages() {
        return pages.size();
    }

    synchronized void followFewer() {
        threshold /= 2;
        forget((key, page) -> page.hash >= threshold);
        each(MiniaturePool::halve);
        pools.removeIf(pool -> pool.capacity() < LEAST_CAPACITY);
        nextCapacity /= 2;
        for (Part part : parts) {
            part.reads /= 2;
            part.hits /= 2;
            part.first /= 2;
            part.firstHits /= 2;
        }
    }

    /** The pages of a file are gone. */
    synchronized void clear(int indexNumber) {
        forget((key, page) -> (int)(key >>> Integer.SIZE) == indexNumber);
    }

    private void forget(BiPredicate<Long, Page> which) {
        for (Iterator<Map.Entry<Long, Page>> each = pages.entrySet().iterator(); each.hasNext();) {
            Map.Entry<Long, Page> entry = each.next();
            if (which.test(entry.getKey(), entry.getValue())) {
                forget(entry.getValue());
                each.remove();
            }
        }
    }

    private void forget(Page page) {
        each(pool -> pool.forget(page.slot));
        freeSlots.push(page.slot);
        parts[page.part].pages--;
    }

    /** By part. */
    synchronized MissCounts[] counts() {
        double rate = (double)threshold / (HASH_MASK + 1) * share;
        List<MiniaturePool> tried = new ArrayList<>(pools);
        tried.add(all);
        double[] poolPages = tried.stream().mapToDouble(pool -> roomOf(pool) / rate).toArray();
        MissCounts[] counts = new MissCounts[parts.length];
        for (int number = 0; number < parts.length; number++) {
            Part part = parts[number];
            int ofPart = number;
            double[] missed = tried.stream().mapToDouble(pool -> pool.missed(ofPart)).toArray();
            counts[number] = new MissCounts(rate / parts.length, part.pages, part.reads, part.hits, part.first, part.firstHits, poolPages, missed);
        }
        return counts;
    }

    /** Of the one for all: what it has held at most, if no file has ended. */
    private double roomOf(MiniaturePool pool) {
        return pool == all ? Math.max(pages.size(), nextCapacity / STEP + 1) : pool.capacity();
    }
}
