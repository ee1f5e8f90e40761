package io.ignitezs.tier;

/** Which pages of a group are taken in, and which stay longest. */
public enum PagePolicy {
    /** All alike. */
    ALL,

    /** All, but index pages are evicted only when there is nothing else to evict, or when they take more than {@link PageGroup#INDEX_FIRST_SHARE} of the limit. */
    INDEX_FIRST,

    /** Index pages only. */
    INDEX_ONLY
}
