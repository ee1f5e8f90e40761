package io.ignitezs.plugin;

import io.ignitezs.tier.PagePolicy;

/** Which pages the pool takes, and which it keeps longest. Index pages are those of SQL indexes, and those through which keys are found. */
public enum ZsPagePolicy {
    /** All alike. */
    ALL(PagePolicy.ALL),

    /**
     * All; index pages leave only when no others that could are left. Not without bounds: index pages that take more than three quarters of
     * the pool leave like any other, so that some of it is always there for data.
     */
    INDEX_FIRST(PagePolicy.INDEX_FIRST),

    /** Index pages only; data pages are read from their file, and written to it at once. */
    INDEX_ONLY(PagePolicy.INDEX_ONLY);

    final PagePolicy ofTier;

    ZsPagePolicy(PagePolicy ofTier) {
        this.ofTier = ofTier;
    }
}
