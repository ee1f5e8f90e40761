package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The simulator against cases done by hand, a map that Java has, and for the optimum every choice there is. */
class SimulatedOrdersTest {
    /** Of reads by letter: which are hits. */
    private static String hits(String name, int capacity, String reads) {
        SimulatedOrder order = SimulatedOrders.all(26).get(name).apply(capacity);
        StringBuilder hits = new StringBuilder();
        for (char letter : reads.toCharArray()) {
            int page = letter - 'A';
            hits.append(order.contains(page) ? letter : '.');
            if (order.contains(page))
                order.use(page);
            else
                order.insert(page, false);
        }
        return hits.toString();
    }

    @Test void lruByHand() {
        assertEquals("...A.A.", hits("LRU", 3, "ABCADAB"));
    }

    /** D finds A used and takes B; then C, E find C and D. */
    @Test void clockByHand() {
        assertEquals("...A.A.", hits("CLOCK", 3, "ABCADAB"));
        assertEquals("...A..A", hits("CLOCK", 3, "ABCADEA"));
    }

    /** D takes B, and the hand goes on from there: A, which is spared, is not looked at again, and E takes C. */
    @Test void sieveByHand() {
        assertEquals("...A..AD", hits("SIEVE", 3, "ABCADEAD"));
    }

    /** A gets protected; B to F go through what is left. */
    @Test void segmentedLruByHand() {
        assertEquals(".A.....A", hits("SLRU", 3, "AABCDEFA"));
    }

    /** With room for eight two are new ones: a use among them does not count, coming back does. */
    @Test void twoQueuesByHand() {
        assertEquals(".........", hits("2Q", 8, "ABCDEFGHI"));
        assertEquals(".........A", hits("2Q", 9, "BCDEFGHIAA"));
        assertEquals("...........A", hits("2Q", 8, "ABCDEFGHIJAA"));
    }

    /** A is used twice while it is new, so it outlives many that come once; B, used once, does not. */
    @Test void s3FifoByHand() {
        assertEquals("..AAB..........A.", hits("S3-FIFO", 5, "ABAABCDEFGHIJKLAB"));
    }

    @Test void lruAgreesWithALinkedMap() {
        Random random = new Random(11);
        Map<Integer, Integer> map = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 0;

            @Override protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
                return size() > 20;
            }
        };
        SimulatedOrder order = new SimulatedOrders.Lru(100, 20);
        for (int step = 0; step < 10_000; step++) {
            int page = (int)Math.abs(random.nextGaussian() * 20) % 100;
            assertEquals(map.get(page) != null, order.contains(page), "step " + step);
            map.put(page, page);
            if (order.contains(page))
                order.use(page);
            else
                order.insert(page, false);
        }
    }

    @Test void nobodyIsBetterThanTheOptimumAndNobodyHoldsTooMuch() {
        for (int seed = 0; seed < 20; seed++) {
            boolean exclusive = seed % 2 == 0;
            PageRequests requests = random(new Random(seed), 4_000, 60, exclusive);
            int best = Belady.misses(requests, 20, exclusive);
            for (Map.Entry<String, IntFunction<SimulatedOrder>> order : SimulatedOrders.all(requests.distinctPages()).entrySet()) {
                SimulatedOrder simulated = order.getValue().apply(20);
                assertTrue(new Replay(requests, exclusive).misses(simulated) >= best, order.getKey() + ", seed " + seed);
                int held = 0;
                for (int page = 0; page < requests.distinctPages(); page++)
                    held += simulated.contains(page) ? 1 : 0;
                assertTrue(held <= 20, order.getKey() + " holds " + held + ", seed " + seed);
            }
            TierModel model = new TierModel(requests, new TwoHandsOrder(), 20);
            assertTrue(new Replay(requests, exclusive).misses(model) >= best, "seed " + seed);
            assertTrue(model.size() <= 20, model.size() + ", seed " + seed);
        }
    }

    @Test void theOptimumIsWhatTryingAllChoicesFinds() {
        for (int seed = 0; seed < 60; seed++) {
            boolean exclusive = seed % 2 == 0;
            PageRequests requests = random(new Random(seed), 24, 5, exclusive);
            assertEquals(best(requests, exclusive, 0, 0, new HashMap<>()), Belady.misses(requests, 2, exclusive), "seed " + seed);
        }
    }

    /** @param held pages as bits, two at most @return the least misses from a request on */
    private static int best(PageRequests requests, boolean exclusive, int request, int held, Map<Integer, Integer> known) {
        if (request == requests.count())
            return 0;
        Integer found = known.get(request << Byte.SIZE | held);
        if (found != null)
            return found;
        int page = 1 << requests.page(request);
        byte kind = requests.kind(request);
        boolean leaves = kind == PageRequests.REMOVE || kind == PageRequests.READ && exclusive;
        int mayHold = leaves ? held & ~page : held | page;
        int least = Integer.MAX_VALUE;
        for (int next = 0; next < 1 << requests.distinctPages(); next++)
            if ((next & ~mayHold) == 0 && Integer.bitCount(next) <= 2)
                least = Math.min(least, best(requests, exclusive, request + 1, next, known));
        least += kind == PageRequests.READ && (held & page) == 0 ? 1 : 0;
        known.put(request << Byte.SIZE | held, least);
        return least;
    }

    /** A page is read when it is not in the region, and offered or removed when it is. */
    private static PageRequests random(Random random, int count, int pages, boolean exclusive) {
        PageRequests requests = new PageRequests();
        boolean[] inRegion = new boolean[pages];
        for (int page = 0; page < pages; page++)
            requests.number(page);
        while (requests.count() < count) {
            int page = (int)Math.abs(random.nextGaussian() * pages / 3) % pages;
            requests.add(!exclusive || !inRegion[page] ? PageRequests.READ : random.nextInt(10) == 0 ? PageRequests.REMOVE : PageRequests.OFFER, page);
            inRegion[page] = requests.kind(requests.count() - 1) == PageRequests.READ;
        }
        return requests;
    }
}
