package io.ignitezs.plugin;

/** What a page write of Ignite means: when its partition file gets the page, and when the pool. */
public enum ZsMode {
    /** To the file as in stock Ignite, and to the pool. After a crash everything is exactly as in stock Ignite. */
    WRITE_THROUGH
}
