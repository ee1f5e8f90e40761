package io.ignitezs.ignite;

/**
 * Which pages a tier looks at: all, or one of so many runs of pages that follow each other in their file. Runs are as long as a chunk of the tier's index, so what is
 * picked takes the same tables for each page as all pages would. Of each so many runs that follow each other one is picked, by a hash: so each file has its part,
 * and so has each place in it, where pages are often alike.
 */
final class PageSample {
    private static final int RUN_SHIFT = 5;
    private static final int PARTITION_SHIFT = 16;

    private final int oneOf;
    private final int which;

    /** @param oneOf a power of two; 1 for all pages @param which of so many samples that have no page in common, 0 up to {@code oneOf - 1} */
    PageSample(int oneOf, int which) {
        assert Integer.bitCount(oneOf) == 1 && which < oneOf : oneOf + ", " + which;
        this.oneOf = oneOf;
        this.which = which;
    }

    int oneOf() {
        return oneOf;
    }

    boolean has(int groupId, int partition, int pageIndex) {
        int run = pageIndex >>> RUN_SHIFT;
        return oneOf == 1 || (hash((long)groupId << Integer.SIZE ^ (long)partition << PARTITION_SHIFT ^ run / oneOf) + which & oneOf - 1) == (run & oneOf - 1);
    }

    /** Pages that follow each other and are picked together. */
    static int runPages() {
        return 1 << RUN_SHIFT;
    }

    /** What is left of an amount for the pages that are picked. */
    long part(long bytes) {
        return bytes / oneOf;
    }

    /** The finalizer of MurmurHash3. */
    private static int hash(long runs) {
        long hash = (runs ^ runs >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return (int)(hash ^ hash >>> 33);
    }
}
