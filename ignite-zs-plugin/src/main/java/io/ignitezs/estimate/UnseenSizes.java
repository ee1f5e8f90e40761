package io.ignitezs.estimate;

/**
 * Pages that are not in the sample have sizes between those that are. It does not matter for the mean, but each size class that has a page has a zspage, and
 * in a small pool many classes have few pages.
 */
final class UnseenSizes {
    private UnseenSizes() {
    }

    /**
     * Spreads what one page of the sample stands for, itself excepted, evenly over the nearer half of the gaps beside its size.
     * @param pages   estimated pages by stored bytes; those without an object and those that take a whole page stay where they are
     * @param perPage how many pages one of the sample stands for, 1 or more
     */
    static double[] spread(double[] pages, double perPage) {
        double[] spread = pages.clone();
        int last = 0;
        for (int bytes = 1; bytes < pages.length - 1; bytes++) {
            if (pages[bytes] == 0)
                continue;
            double moved = Math.min(pages[bytes], perPage) - 1;
            if (moved > 0)
                move(spread, bytes, last == 0 ? bytes : (last + bytes + 1) / 2, (bytes + next(pages, bytes)) / 2, moved);
            last = bytes;
        }
        return spread;
    }

    private static void move(double[] pages, int bytes, int from, int to, double moved) {
        pages[bytes] -= moved;
        for (int size = from; size <= to; size++)
            pages[size] += moved / (to - from + 1);
    }

    /** The next size that a page has; the same if there is none. */
    private static int next(double[] pages, int bytes) {
        for (int size = bytes + 1; size < pages.length - 1; size++)
            if (pages[size] > 0)
                return size;
        return bytes;
    }
}
