package io.ignitezs.tier;

/** Which pages of a {@link PoolList} are the most valuable ones that fit: all of the better ranks, and of the one where room ends some, evenly. */
public final class PageChoice {
    private final long fit;

    /** Of this rank, {@link #some} of {@link #all} are chosen. */
    private final int lastRank;
    private final long some;
    private final long all;

    /** Of the last rank, pages that were asked about. */
    private long asked;

    /** @param fit how many pages there may be */
    public PageChoice(PoolList list, long fit) {
        this.fit = Math.min(fit, list.pages());
        long left = fit;
        int rank = 0;
        while (rank < PoolList.RANKS - 1 && left >= list.pages(rank))
            left -= list.pages(rank++);
        lastRank = rank;
        all = list.pages(rank);
        some = Math.min(left, all);
    }

    /** How many pages will be chosen. */
    public long pages() {
        return fit;
    }

    /** To be asked once about each page, in the order of the list. */
    public boolean takes(int rank) {
        if (rank != lastRank)
            return rank < lastRank;
        asked++;
        return asked * some / all != (asked - 1) * some / all;
    }
}
