package io.ignitezs.tier;

import java.util.Arrays;
import java.util.TreeSet;

/** The least misses that any order could have, knowing the future: of all pages that it could hold, those that are read next. */
final class Belady {
    private static final int NEVER = Integer.MAX_VALUE;

    private final PageRequests requests;
    private final int capacity;
    private final boolean exclusive;

    /** By request, when its page is read next if nothing makes its copy worthless before. */
    private final int[] nextRead;

    /** Of pages that are held: [when it is read next | page]. */
    private final TreeSet<Long> held = new TreeSet<>();
    private final long[] places;

    private Belady(PageRequests requests, int capacity, boolean exclusive) {
        this.requests = requests;
        this.capacity = capacity;
        this.exclusive = exclusive;
        nextRead = nextReads();
        places = new long[requests.distinctPages()];
        Arrays.fill(places, -1);
    }

    static int misses(PageRequests requests, int capacity, boolean exclusive) {
        return new Belady(requests, capacity, exclusive).misses();
    }

    private int[] nextReads() {
        int[] next = new int[requests.count()];
        int[] known = new int[requests.distinctPages()];
        Arrays.fill(known, NEVER);
        for (int request = next.length - 1; request >= 0; request--) {
            int page = requests.page(request);
            next[request] = known[page];
            if (requests.kind(request) == PageRequests.READ)
                known[page] = request;
            else
                known[page] = requests.kind(request) == PageRequests.REMOVE ? NEVER : known[page];
        }
        return next;
    }

    private int misses() {
        int misses = 0;
        for (int request = 0; request < requests.count(); request++) {
            int page = requests.page(request);
            boolean hit = drop(page);
            byte kind = requests.kind(request);
            misses += kind == PageRequests.READ && !hit ? 1 : 0;
            if (PageRequests.isOffer(kind) || kind == PageRequests.READ && !exclusive)
                hold(page, nextRead[request]);
        }
        return misses;
    }

    private boolean drop(int page) {
        boolean was = places[page] >= 0 && held.remove(places[page]);
        places[page] = -1;
        return was;
    }

    private void hold(int page, int next) {
        if (next == NEVER)
            return;
        places[page] = (long)next << Integer.SIZE | page;
        held.add(places[page]);
        if (held.size() > capacity)
            places[(int)(long)held.pollLast()] = -1;
    }
}
