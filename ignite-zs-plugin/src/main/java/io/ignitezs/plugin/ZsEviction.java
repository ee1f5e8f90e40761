package io.ignitezs.plugin;

import io.ignitezs.tier.MadeRoom;
import java.io.Serializable;

/** What an eviction that was asked for did. Immutable. */
public final class ZsEviction implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long pages;
    private final long freedBytes;

    /** @param made null if there was nothing to be evicted from */
    ZsEviction(MadeRoom made) {
        pages = made == null ? 0 : made.pages;
        freedBytes = made == null ? 0 : made.bytes;
    }

    /** Pages that were dropped meanwhile, by this and in the background. */
    public long getPages() {
        return pages;
    }

    /** How much less pages take of the pool than before. That memory is the pool's, for other pages, until compaction or {@link ZsPlugin#resize} gives it back. */
    public long getFreedBytes() {
        return freedBytes;
    }

    @Override public String toString() {
        return pages + " pages dropped, " + MemorySize.format(freedBytes) + " freed";
    }
}
