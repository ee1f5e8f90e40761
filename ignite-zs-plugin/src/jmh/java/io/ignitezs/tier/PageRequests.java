package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A trace as an order of eviction sees it: pages by number, from 0 on, read, offered and removed. */
final class PageRequests {
    /** A fault of the data region. */
    static final byte READ = 0;

    /** The page could be kept from now on: it left the region, or was written. */
    static final byte OFFER = 1;

    /** What is kept of the page is worthless. */
    static final byte REMOVE = 2;

    /** An offer of a page that was in use in the region that it has left. */
    static final byte OFFER_USED = 3;

    private final Map<Long, Integer> numbers = new HashMap<>();
    private long[] keys = new long[1 << 16];
    private byte[] kinds = new byte[1 << 16];
    private int[] pages = new int[1 << 16];
    private int count;
    private int reads;

    static boolean isOffer(byte kind) {
        return kind == OFFER || kind == OFFER_USED;
    }

    /** Appends a trace of a tier with either residency. */
    PageRequests add(Path file) throws IOException {
        try (PageTraceReader trace = PageTraceReader.open(file)) {
            while (trace.next())
                add(trace);
        }
        return this;
    }

    private void add(PageTraceReader trace) {
        int page = number((long)trace.indexNumber() << Integer.SIZE | trace.pageIndex() & 0xFFFFFFFFL);
        switch (trace.event()) {
            case READ:
            case TAKE:
                add(READ, page);
                break;
            case FILL:
                add(OFFER, page);
                break;
            case FILL_USED:
                add(OFFER_USED, page);
                break;
            case WRITE:
                add(REMOVE, page);
                break;
            case WRITTEN:
            case DIRTY:
                if (trace.hit())
                    add(OFFER, page);
                break;
            default:
        }
    }

    PageRequests add(byte kind, int page) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            pages = Arrays.copyOf(pages, 2 * count);
        }
        kinds[count] = kind;
        pages[count++] = page;
        reads += kind == READ ? 1 : 0;
        return this;
    }

    /**
     * What an exclusive tier would have been asked, by the trace of an inclusive one: a page is offered when so many others were read after it, or
     * when it is read again, which means that the data region had dropped it. That region is a guess; reads and writes are not.
     */
    PageRequests exclusive(int regionPages) {
        PageRequests exclusive = new PageRequests();
        exclusive.numbers.putAll(numbers);
        exclusive.keys = keys;
        PageList region = new PageList(distinctPages());
        for (int request = 0; request < count; request++)
            if (kinds[request] == READ)
                readInto(exclusive, region, pages[request], regionPages);
            else if (kinds[request] == REMOVE)
                exclusive.add(REMOVE, pages[request]);
        return exclusive;
    }

    private static void readInto(PageRequests exclusive, PageList region, int page, int regionPages) {
        if (region.remove(page))
            exclusive.add(OFFER, page);
        exclusive.add(READ, page);
        region.addNewest(page);
        if (region.size() > regionPages)
            exclusive.add(OFFER, region.removeOldest());
    }

    /** @param key [number of the partition file | page number] */
    int number(long key) {
        Integer known = numbers.get(key);
        if (known != null)
            return known;
        int number = numbers.size();
        if (number == keys.length)
            keys = Arrays.copyOf(keys, 2 * number);
        keys[number] = key;
        numbers.put(key, number);
        return number;
    }

    /** All page numbers are below this. */
    int distinctPages() {
        return numbers.size();
    }

    int count() {
        return count;
    }

    int reads() {
        return reads;
    }

    byte kind(int request) {
        return kinds[request];
    }

    int page(int request) {
        return pages[request];
    }

    /** As for {@link #number}. */
    long key(int page) {
        return keys[page];
    }

    /** File and chunk of a page, the same for pages whose entries stand in one chunk. */
    long chunkKey(int page) {
        return keys[page] >>> EntryChunks.SHIFT;
    }

    int place(int page) {
        return (int)keys[page] & EntryChunks.ENTRIES - 1;
    }
}
