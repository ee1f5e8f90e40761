package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;

/** Which pages the hand may take in one round; all others it passes by as if they were not there. */
final class EvictionScope {
    /** Whatever is left. */
    static final EvictionScope ALL = new EvictionScope(null, false, false, null);

    /** All but pages of groups that do not use up their guarantee. */
    static final EvictionScope UNPROTECTED = new EvictionScope(null, true, false, null);

    /** Of these, all but index pages of groups where they come first. */
    static final EvictionScope UNPREFERRED = new EvictionScope(null, true, true, null);

    /** Null for all groups. */
    private final PageGroup only;
    private final boolean sparesProtected;
    private final boolean sparesIndexes;

    /** Not null if only pages that do not compress are meant. */
    private final ZsPool rawOf;

    private EvictionScope(PageGroup only, boolean sparesProtected, boolean sparesIndexes, ZsPool rawOf) {
        this.only = only;
        this.sparesProtected = sparesProtected;
        this.sparesIndexes = sparesIndexes;
        this.rawOf = rawOf;
    }

    /** The pages of a group that has reached its cap. @param sparesIndexes whether its index pages stay if they come first */
    static EvictionScope of(PageGroup group, boolean sparesIndexes) {
        return new EvictionScope(group, false, sparesIndexes, null);
    }

    /** Pages that do not compress, of unprotected groups. */
    static EvictionScope raw(ZsPool pool) {
        return new EvictionScope(null, true, true, pool);
    }

    boolean has(PageGroup group) {
        return (only == null || only == group) && !(sparesProtected && group.isProtected());
    }

    /** Looks at it without a lock: a wrong guess evicts or keeps one page. */
    boolean has(PageGroup group, long entry) {
        if (sparesProtected && group.isProtected())
            return false;
        if (sparesIndexes && group.policy() == PagePolicy.INDEX_FIRST && Entry.isIndexPage(entry))
            return false;
        return rawOf == null || Entry.kind(entry) == PageKind.RAW && rawOf.isHuge(Entry.storedBytes(Entry.word(entry)));
    }
}
