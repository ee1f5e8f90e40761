package io.ignitezs.plugin;

/** What a page write of Ignite means: when its partition file gets the page, and when the pool. */
public enum ZsMode {
    /** To the file as in stock Ignite, and to the pool. After a crash everything is exactly as in stock Ignite. */
    WRITE_THROUGH,

    /**
     * A page that a checkpoint writes waits in the pool and gets to its file before the checkpoint ends, sorted and in large runs. Pages that are
     * written in between go to the file as with {@link #WRITE_THROUGH}. After a crash everything is exactly as in stock Ignite.
     */
    WRITE_BACK,

    /**
     * To the file as in stock Ignite, from which every page is read, too: the pool is only tried out. A part of the pages is compressed and kept by a pool that is
     * smaller by as much, and what that would have answered is counted; nothing of it is served.
     */
    SHADOW
}
