package io.ignitezs.tier;

import java.util.Arrays;

/** A list of page numbers, each at most once, newest first. */
final class PageList {
    private static final int NONE = -1;
    private static final int ABSENT = -2;

    private final int[] older;
    private final int[] newer;
    private int newest = NONE;
    private int oldest = NONE;
    private int size;

    PageList(int distinctPages) {
        older = new int[distinctPages];
        newer = new int[distinctPages];
        Arrays.fill(older, ABSENT);
    }

    boolean contains(int page) {
        return older[page] != ABSENT;
    }

    int size() {
        return size;
    }

    void addNewest(int page) {
        assert !contains(page);
        older[page] = newest;
        newer[page] = NONE;
        if (newest == NONE)
            oldest = page;
        else
            newer[newest] = page;
        newest = page;
        size++;
    }

    /** @return -1 if there is none */
    int oldest() {
        return oldest;
    }

    /** @return the next newer one, -1 if there is none */
    int newer(int page) {
        return newer[page];
    }

    int removeOldest() {
        int page = oldest;
        remove(page);
        return page;
    }

    boolean remove(int page) {
        if (!contains(page))
            return false;
        if (newer[page] == NONE)
            newest = older[page];
        else
            older[newer[page]] = older[page];
        if (older[page] == NONE)
            oldest = newer[page];
        else
            newer[older[page]] = newer[page];
        older[page] = ABSENT;
        size--;
        return true;
    }
}
