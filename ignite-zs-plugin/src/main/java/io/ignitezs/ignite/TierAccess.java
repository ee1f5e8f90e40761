package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.PageIndex;

/**
 * The way of one store into the tier: through the node's gate to the index that the tier has for the store. Each time that the tier is turned on the index is another
 * one; once closed there is none. A page that may be wrong after a failure is forgotten, and if it cannot be, this closes: such a page must not be served.
 */
final class TierAccess {
    private final NodeTier node;
    private final StorePages pages;
    private final String group;

    /** Null once closed, or before the tier was on. Means nothing outside the gate: the tier that it is of may be closed. */
    private volatile PageIndex index;

    /** How often the tier was turned on; more than any index before was cleared. Guarded by this object's lock, as are the next two. */
    private int opened;
    private int clears;
    private boolean closed;

    /** @param pages of the store: while there is an index, data regions find them */
    TierAccess(NodeTier node, StorePages pages, String group) {
        this.node = node;
        this.pages = pages;
        this.group = group;
    }

    /** Inside the gate. */
    synchronized void openIfNeeded() {
        if (opened == 0 && !closed)
            reopen();
    }

    /** The tier is another one now, or will be when the gate is opened. What was begun with the one before is worthless, as after a clear. */
    synchronized void reopen() {
        if (closed)
            return;
        PageIndex before = index;
        clears = (before == null ? clears : before.clears()) + 1;
        opened++;
        index = node.tier.openIndex(pages.file(), group, clears);
        if (node.residency != null)
            node.residency.stores().put(pages.groupId(), pages.partition(), pages);
    }

    /** As {@link #enter()}; null also for a page that the tier is not shown. */
    PageIndex enter(int pageIndex) {
        return isShown(pageIndex) ? enter() : null;
    }

    private boolean isShown(int pageIndex) {
        return node.shadow == null || node.shadow.sample.has(pages.groupId(), pages.partition(), pageIndex);
    }

    /** @return null if closed; otherwise the caller MUST {@link #leave} */
    PageIndex enter() {
        if (index == null || !node.gate.enter())
            return null;
        PageIndex inside = index;
        if (inside == null)
            node.gate.leave();
        return inside;
    }

    void leave() {
        node.gate.leave();
    }

    /** Outside the gate, only for what it counts. @return null if closed, or before the tier was on */
    PageIndex index() {
        return index;
    }

    /** After a read has failed by a mistake of ours. Inside the gate, as the next two. */
    void forgetUnlessDirty(PageIndex index, int pageIndex, Throwable failure) throws LostPage {
        if (mayBeDirty(index, pageIndex))
            throw new LostPage(index.name(), pageIndex, failure);
        forget(index, pageIndex);
    }

    private boolean mayBeDirty(PageIndex index, int pageIndex) {
        try {
            return node.tier.isDirty(index, pageIndex);
        }
        catch (ZsCorruptionException e) {
            return true;
        }
    }

    void forget(PageIndex index, int pageIndex) throws LostPage {
        try {
            node.tier.forget(index, pageIndex);
        }
        catch (Throwable e) {
            fail("forget", e);
        }
    }

    /** A page may be here that had to be forgotten. @throws LostPage if this cannot close: then that page, or others that their file does not have, are lost */
    void fail(String what, Throwable failure) throws LostPage {
        node.failed(what, failure);
        PageIndex index = this.index;
        if (index == null)
            return;
        if (node.tier.dirtyPages(index) > 0)
            throw LostPage.some(index.name(), failure);
        close(index);
    }

    /** For good. Not inside the gate. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        node.remove(pages);
        PageIndex index = enter();
        if (index == null) {
            makeUnreachable();
            return;
        }
        try {
            close(index);
        }
        finally {
            leave();
        }
    }

    /** Unreachable first: whatever happens in the tier, no page of it is served afterwards. */
    private void close(PageIndex index) {
        synchronized (this) {
            // One more is made by closing it.
            clears = index.clears() + 1;
        }
        makeUnreachable();
        try {
            node.tier.closeIndex(index);
        }
        catch (Throwable e) {
            node.failed("closeIndex", e);
        }
    }

    /**
     * Of a tier that is gone there is nothing to close; the next one must not meet what belonged to it. An index that the next one has made before it lets anybody in stays
     * open there, without pages.
     */
    private void makeUnreachable() {
        synchronized (this) {
            index = null;
        }
        if (node.residency != null)
            node.residency.stores().remove(pages.groupId(), pages.partition(), pages);
    }
}
