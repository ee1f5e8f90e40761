package io.ignitezs.ignite;

/**
 * Which pages a tier looks at: all, or one of so many runs of pages that follow each other in their file, picked by a hash. Runs are as long as a chunk of the
 * tier's index, so what is picked takes the same tables for each page as all pages would.
 */
final class PageSample {
    private static final int RUN_SHIFT = 5;
    private static final int PARTITION_SHIFT = 16;

    private final int oneOf;

    /** @param oneOf a power of two; 1 for all pages */
    PageSample(int oneOf) {
        assert Integer.bitCount(oneOf) == 1 : oneOf;
        this.oneOf = oneOf;
    }

    int oneOf() {
        return oneOf;
    }

    boolean has(int groupId, int partition, int pageIndex) {
        return oneOf == 1 || (hash((long)groupId << Integer.SIZE ^ (long)partition << PARTITION_SHIFT ^ pageIndex >>> RUN_SHIFT) & oneOf - 1) == 0;
    }

    /** What is left of an amount for the pages that are picked. */
    long part(long bytes) {
        return bytes / oneOf;
    }

    /** The finalizer of MurmurHash3. */
    private static int hash(long run) {
        long hash = (run ^ run >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return (int)(hash ^ hash >>> 33);
    }
}
