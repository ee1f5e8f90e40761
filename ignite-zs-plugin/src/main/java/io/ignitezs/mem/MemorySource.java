package io.ignitezs.mem;

/** Where off-heap memory comes from: the operating system, or a test that refuses. */
public interface MemorySource {
    /**
     * @param bytes how much, above 0
     * @return the address of uninitialised memory, or 0 if there is none
     */
    long allocate(long bytes);

    /**
     * @param address as returned by {@link #allocate}
     * @param bytes   as given to it
     */
    void free(long address, long bytes);

    /** Memory of the process, by {@code malloc}. */
    static MemorySource os() {
        return new MemorySource() {
            @Override public long allocate(long bytes) {
                return Memory.allocate(bytes);
            }

            @Override public void free(long address, long bytes) {
                Memory.free(address);
            }
        };
    }
}
