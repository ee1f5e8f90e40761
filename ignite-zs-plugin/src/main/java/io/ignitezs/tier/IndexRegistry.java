package io.ignitezs.tier;

import java.util.Arrays;

/** The indexes of a tier by number, from 1 on. Numbers of closed ones are used again. */
final class IndexRegistry {
    /** Replaced or changed under the monitor, read without it. */
    private volatile PageIndex[] indexes = new PageIndex[16];
    private int[] freeNumbers = new int[16];
    private int freeCount;
    private int end = 1;

    synchronized PageIndex open(String name, PageGroup group, int clears, boolean pinned) {
        int number = freeCount > 0 ? freeNumbers[--freeCount] : end++;
        PageIndex[] grown = indexes;
        if (number >= grown.length)
            grown = Arrays.copyOf(grown, 2 * grown.length);
        grown[number] = new PageIndex(name, number, group, clears, pinned);
        indexes = grown;
        return grown[number];
    }

    /** The index must have no chunk any more, and never get one. @return false if it was closed before */
    synchronized boolean close(PageIndex index) {
        if (indexes[index.number()] != index)
            return false;
        indexes[index.number()] = null;
        if (freeCount == freeNumbers.length)
            freeNumbers = Arrays.copyOf(freeNumbers, 2 * freeCount);
        freeNumbers[freeCount++] = index.number();
        return true;
    }

    /** @return null if there is none of this number */
    PageIndex get(int number) {
        PageIndex[] now = indexes;
        return number > 0 && number < now.length ? now[number] : null;
    }
}
