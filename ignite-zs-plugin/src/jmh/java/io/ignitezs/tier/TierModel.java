package io.ignitezs.tier;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * An {@link EvictionOrder} as the tier drives it: the very class, over entries in chunks of pages that follow each other, evicted in rounds from a
 * high to a low watermark. Chunks with no page left are given back, and what their entries kept of pages with them.
 */
final class TierModel implements SimulatedOrder {
    private static final double LOW_SHARE = 0.99;

    private final PageRequests requests;
    private final EvictionOrder order;
    private final int capacity;
    private final int lowWatermark;
    private final Map<Long, Integer> chunks = new HashMap<>();
    private final ArrayDeque<Integer> freeChunks = new ArrayDeque<>();
    private long[] keys = new long[16];
    private int[][] pages = new int[16][];
    private int[] usedEntries = new int[16];
    private int end = 1;
    private int size;
    private final byte[] states;
    private final int[] leftAt;
    private final boolean[] live;

    TierModel(PageRequests requests, EvictionOrder order, int capacity) {
        this.requests = requests;
        this.order = order;
        this.capacity = capacity;
        lowWatermark = (int)(capacity * LOW_SHARE);
        states = new byte[requests.distinctPages()];
        leftAt = new int[requests.distinctPages()];
        live = new boolean[requests.distinctPages()];
    }

    @Override public boolean contains(int page) {
        return live[page];
    }

    @Override public void use(int page) {
        states[page] = (byte)order.used(states[page]);
    }

    @Override public void insert(int page, boolean wasUsed) {
        int chunk = chunk(page);
        pages[chunk][requests.place(page)] = page;
        usedEntries[chunk]++;
        states[page] = (byte)order.arrived(states[page], order.clock() - leftAt[page]);
        live[page] = true;
        if (++size > capacity)
            evict();
    }

    @Override public void usedElsewhere(int page) {
        states[page] = (byte)order.leftWithRankAtLeast(states[page], PoolList.IN_USE_RANK);
    }

    @Override public void remove(int page) {
        if (live[page])
            remove(page, false);
    }

    int size() {
        return size;
    }

    private void remove(int page, boolean evicted) {
        states[page] = (byte)order.left(states[page], evicted);
        leftAt[page] = order.clock();
        live[page] = false;
        usedEntries[chunks.get(requests.chunkKey(page))]--;
        size--;
    }

    private void evict() {
        for (int left = order.rounds() * end; left >= 0 && size > lowWatermark; left--)
            sweep(order.nextChunk(end));
        order.recountIfDue(this::showStates);
    }

    private void showStates(IntConsumer counter) {
        for (int page = 0; page < live.length; page++)
            if (live[page])
                counter.accept(states[page]);
    }

    private void sweep(int chunk) {
        if (chunk >= end || pages[chunk] == null)
            return;
        for (int page : pages[chunk])
            if (page >= 0 && live[page])
                pass(page);
        if (usedEntries[chunk] == 0)
            free(chunk);
    }

    private void pass(int page) {
        int state = order.passed(states[page], true);
        if (state == EvictionOrder.EVICT)
            remove(page, true);
        else
            states[page] = (byte)state;
    }

    private int chunk(int page) {
        Integer known = chunks.get(requests.chunkKey(page));
        if (known != null)
            return known;
        int chunk = freeChunks.isEmpty() ? end++ : freeChunks.pop();
        if (chunk == pages.length) {
            pages = Arrays.copyOf(pages, 2 * chunk);
            keys = Arrays.copyOf(keys, 2 * chunk);
            usedEntries = Arrays.copyOf(usedEntries, 2 * chunk);
        }
        pages[chunk] = new int[EntryChunks.ENTRIES];
        Arrays.fill(pages[chunk], -1);
        keys[chunk] = requests.chunkKey(page);
        chunks.put(keys[chunk], chunk);
        return chunk;
    }

    private void free(int chunk) {
        for (int page : pages[chunk])
            if (page >= 0)
                states[page] = 0;
        pages[chunk] = null;
        chunks.remove(keys[chunk]);
        freeChunks.push(chunk);
    }
}
