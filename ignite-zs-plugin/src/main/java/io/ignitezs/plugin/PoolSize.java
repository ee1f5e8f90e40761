package io.ignitezs.plugin;

/** The sizes that a node's pool may have. */
final class PoolSize {
    /** A pool needs less to be opened, but is of no use with less. */
    static final long LEAST_BYTES = 1 << 20;

    private final long leastBytes;
    private final long mostBytes;

    /**
     * @param leastBytes what the pool needs now
     * @param mostBytes  memory that the process may use
     */
    PoolSize(long leastBytes, long mostBytes) {
        this.leastBytes = Math.max(leastBytes, LEAST_BYTES);
        this.mostBytes = mostBytes;
    }

    /**
     * @param text an amount of memory as {@link MemorySize} reads it
     * @throws IllegalArgumentException if it is none, or not an allowed one
     */
    long parse(String text) {
        long bytes = MemorySize.parse(text, mostBytes);
        if (bytes < leastBytes || bytes > mostBytes)
            throw new IllegalArgumentException("out of range: " + text);
        return bytes;
    }

    /** What is allowed, for messages. */
    @Override public String toString() {
        return "bytes, 512m, 4g or 25%, from " + MemorySize.format(leastBytes) + " to " + MemorySize.format(mostBytes)
            + " that this process may use";
    }
}
