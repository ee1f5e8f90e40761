package io.ignitezs.tier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The orders that are compared, as their authors describe them. */
final class SimulatedOrders {
    private SimulatedOrders() {
    }

    /** By name; each is given the pages that it may hold. */
    static Map<String, IntFunction<SimulatedOrder>> all(int distinctPages) {
        Map<String, IntFunction<SimulatedOrder>> orders = new LinkedHashMap<>();
        orders.put("LRU", capacity -> new Lru(distinctPages, capacity));
        orders.put("CLOCK", capacity -> new Clock(distinctPages, capacity));
        orders.put("SIEVE", capacity -> new Sieve(distinctPages, capacity));
        orders.put("SLRU", capacity -> new SegmentedLru(distinctPages, capacity));
        orders.put("2Q", capacity -> new TwoQueues(distinctPages, capacity));
        orders.put("S3-FIFO", capacity -> new S3Fifo(distinctPages, capacity));
        return orders;
    }

    /** The one that was not used for longest. */
    static final class Lru implements SimulatedOrder {
        private final PageList pages;
        private final int capacity;

        Lru(int distinctPages, int capacity) {
            pages = new PageList(distinctPages);
            this.capacity = capacity;
        }

        @Override public boolean contains(int page) {
            return pages.contains(page);
        }

        @Override public void use(int page) {
            pages.remove(page);
            pages.addNewest(page);
        }

        @Override public void insert(int page, boolean wasUsed) {
            while (pages.size() >= capacity)
                pages.removeOldest();
            pages.addNewest(page);
        }

        @Override public void remove(int page) {
            pages.remove(page);
        }
    }

    /** The oldest, but one that was used since it was looked at gets in again. */
    static final class Clock implements SimulatedOrder {
        private final PageList pages;
        private final boolean[] used;
        private final int capacity;

        Clock(int distinctPages, int capacity) {
            pages = new PageList(distinctPages);
            used = new boolean[distinctPages];
            this.capacity = capacity;
        }

        @Override public boolean contains(int page) {
            return pages.contains(page);
        }

        @Override public void use(int page) {
            used[page] = true;
        }

        @Override public void insert(int page, boolean wasUsed) {
            while (pages.size() >= capacity)
                evict();
            used[page] = false;
            pages.addNewest(page);
        }

        private void evict() {
            int page = pages.removeOldest();
            if (used[page])
                pages.addNewest(page);
            used[page] = false;
        }

        @Override public void remove(int page) {
            pages.remove(page);
        }
    }

    /** SIEVE (Zhang and others, NSDI 2024): a hand goes from old to new and wraps, and what it spares stays where it is. */
    static final class Sieve implements SimulatedOrder {
        private final PageList pages;
        private final boolean[] used;
        private final int capacity;
        private int hand = -1;

        Sieve(int distinctPages, int capacity) {
            pages = new PageList(distinctPages);
            used = new boolean[distinctPages];
            this.capacity = capacity;
        }

        @Override public boolean contains(int page) {
            return pages.contains(page);
        }

        @Override public void use(int page) {
            used[page] = true;
        }

        @Override public void insert(int page, boolean wasUsed) {
            while (pages.size() >= capacity)
                evict();
            used[page] = wasUsed;
            pages.addNewest(page);
        }

        private void evict() {
            int page = hand < 0 ? pages.oldest() : hand;
            while (used[page]) {
                used[page] = false;
                page = pages.newer(page) < 0 ? pages.oldest() : pages.newer(page);
            }
            hand = page;
            remove(page);
        }

        @Override public void remove(int page) {
            if (page == hand)
                hand = pages.newer(page);
            pages.remove(page);
        }
    }

    /** A page that is used while it is on probation gets protected; four fifths may be. */
    static final class SegmentedLru implements SimulatedOrder {
        private final PageList probation;
        private final PageList guarded;
        private final int capacity;

        SegmentedLru(int distinctPages, int capacity) {
            probation = new PageList(distinctPages);
            guarded = new PageList(distinctPages);
            this.capacity = capacity;
        }

        @Override public boolean contains(int page) {
            return probation.contains(page) || guarded.contains(page);
        }

        @Override public void use(int page) {
            remove(page);
            guarded.addNewest(page);
            limitGuarded();
        }

        @Override public void insert(int page, boolean wasUsed) {
            while (probation.size() + guarded.size() >= capacity)
                (probation.size() > 0 ? probation : guarded).removeOldest();
            (wasUsed ? guarded : probation).addNewest(page);
            limitGuarded();
        }

        private void limitGuarded() {
            if (guarded.size() > Math.max(1, capacity * 4L / 5))
                probation.addNewest(guarded.removeOldest());
        }

        @Override public void remove(int page) {
            probation.remove(page);
            guarded.remove(page);
        }
    }

    /** 2Q (Johnson and Shasha, VLDB 1994), full version: a quarter for new pages, known ones for half of the capacity after they left. */
    static final class TwoQueues implements SimulatedOrder {
        private final PageList fresh;
        private final PageList left;
        private final PageList main;
        private final int capacity;

        TwoQueues(int distinctPages, int capacity) {
            fresh = new PageList(distinctPages);
            left = new PageList(distinctPages);
            main = new PageList(distinctPages);
            this.capacity = capacity;
        }

        @Override public boolean contains(int page) {
            return fresh.contains(page) || main.contains(page);
        }

        @Override public void use(int page) {
            if (main.remove(page))
                main.addNewest(page);
        }

        @Override public void insert(int page, boolean wasUsed) {
            boolean known = left.remove(page) || wasUsed;
            while (fresh.size() + main.size() >= capacity)
                evict();
            (known ? main : fresh).addNewest(page);
        }

        private void evict() {
            if (fresh.size() <= capacity / 4 && main.size() > 0) {
                main.removeOldest();
                return;
            }
            left.addNewest(fresh.removeOldest());
            if (left.size() > capacity / 2)
                left.removeOldest();
        }

        @Override public void remove(int page) {
            fresh.remove(page);
            main.remove(page);
        }
    }

    /** S3-FIFO (Yang and others, SOSP 2023): a tenth for new pages; who was used there, or comes back soon, gets into the rest, a CLOCK of two bits. */
    static final class S3Fifo implements SimulatedOrder {
        private static final int MAX_USES = 3;

        private final PageList small;
        private final PageList main;
        private final PageList left;
        private final byte[] uses;
        private final int capacity;
        private final int smallCapacity;

        S3Fifo(int distinctPages, int capacity) {
            small = new PageList(distinctPages);
            main = new PageList(distinctPages);
            left = new PageList(distinctPages);
            uses = new byte[distinctPages];
            this.capacity = capacity;
            smallCapacity = Math.max(1, capacity / 10);
        }

        @Override public boolean contains(int page) {
            return small.contains(page) || main.contains(page);
        }

        @Override public void use(int page) {
            uses[page] = (byte)Math.min(MAX_USES, uses[page] + 1);
        }

        @Override public void insert(int page, boolean wasUsed) {
            boolean known = left.remove(page) || wasUsed;
            while (small.size() + main.size() >= capacity)
                if (small.size() >= smallCapacity || main.size() == 0)
                    evictFromSmall();
                else
                    evictFromMain();
            if (!wasUsed)
                uses[page] = 0;
            (known ? main : small).addNewest(page);
        }

        private void evictFromSmall() {
            int page = small.removeOldest();
            if (uses[page] > 1) {
                uses[page] = 0;
                main.addNewest(page);
                return;
            }
            left.addNewest(page);
            if (left.size() > capacity - smallCapacity)
                left.removeOldest();
        }

        private void evictFromMain() {
            int page = main.removeOldest();
            if (uses[page]-- > 0)
                main.addNewest(page);
        }

        @Override public void remove(int page) {
            small.remove(page);
            main.remove(page);
        }
    }
}
