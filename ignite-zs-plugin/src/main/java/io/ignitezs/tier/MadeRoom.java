package io.ignitezs.tier;

/** What an eviction that was asked for has made room for. */
public final class MadeRoom {
    /** Pages that were dropped meanwhile, whoever did it. */
    public final long pages;

    /** How much less pages take of the pool than before. */
    public final long bytes;

    MadeRoom(long pages, long bytes) {
        this.pages = pages;
        this.bytes = bytes;
    }
}
