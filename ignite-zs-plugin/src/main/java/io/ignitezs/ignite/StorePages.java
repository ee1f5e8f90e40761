package io.ignitezs.ignite;

import io.ignitezs.tier.LostPageException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import java.nio.ByteBuffer;

/**
 * The pages that the tier keeps for one store. What concerns some of them only, and what only looks at them, has a class of its own.
 * May be called at any time: once closed it has nothing and takes nothing. No failure gets out, not even an Error (memory for a codec may be short),
 * unless a page is lost that its file does not have. A failure while reading costs the page; a failure where a page had to be forgotten closes this.
 */
final class StorePages {
    private final NodeTier node;
    private final String file;
    private final int groupId;
    private final int partition;
    private final TierAccess access;
    private final HeldPages held;
    private final DirtyPages dirty;
    private final StoreResidency residency;

    /** Null if the tier serves what it has. */
    private final ShownPages shown;

    /** Null before it is made. */
    private volatile ZsPageStore store;

    StorePages(NodeTier node, String file, String group, int groupId, int partition) {
        this.node = node;
        this.file = file;
        this.groupId = groupId;
        this.partition = partition;
        access = new TierAccess(node, this, group);
        held = new HeldPages(node, access);
        dirty = new DirtyPages(node, access, this);
        residency = new StoreResidency(node, access, dirty, groupId);
        shown = node.shadow == null ? null : new ShownPages(node, access, residency);
        node.add(this);
    }

    /** As {@link TierAccess#openIfNeeded}. */
    void openIfNeeded() {
        access.openIfNeeded();
    }

    /** As {@link TierAccess#reopen}. */
    void reopen() {
        access.reopen();
    }

    /** Whose pages these are. */
    void store(ZsPageStore made) {
        store = made;
    }

    ZsPageStore store() {
        return store;
    }

    int partition() {
        return partition;
    }

    int groupId() {
        return groupId;
    }

    /** @return the id that Ignite knows a page by */
    long pageId(int pageIndex) {
        return LiveFiles.pageId(partition, pageIndex);
    }

    String file() {
        return file;
    }

    /** All, for whoever only looks. */
    HeldPages held() {
        return held;
    }

    /** Those that the file does not have. */
    DirtyPages dirty() {
        return dirty;
    }

    /** Of those that the data region has, or has dropped. */
    StoreResidency residency() {
        return residency;
    }

    /** Null if the tier serves what it has: otherwise nothing that is here may be served, each page is read from its file, and shown then. */
    ShownPages shown() {
        return shown;
    }

    WriteBacks writeBacks() {
        return node.writeBacks;
    }

    /** @return false if the page is not here (then {@code page} may hold anything) */
    boolean read(int pageIndex, ByteBuffer page) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.tier.read(index, pageIndex, page);
        }
        catch (LostPageException e) {
            return readRebuilt(index, pageIndex, page, e);
        }
        catch (Throwable e) {
            node.failed("read", e);
            access.forgetUnlessDirty(index, pageIndex, e);
            return false;
        }
        finally {
            access.leave();
        }
    }

    /** The second answer. */
    private boolean readRebuilt(PageIndex index, int pageIndex, ByteBuffer page, LostPageException damage) throws LostPage {
        dirty.rebuild(index, pageIndex, page, damage);
        try {
            return node.tier.read(index, pageIndex, page);
        }
        catch (Throwable e) {
            throw new LostPage(index.name(), pageIndex, damage);
        }
    }

    /** To be taken before a page is read from its file, for {@link #fill}. */
    long ticket(int pageIndex) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return PageTier.NO_TICKET;
        try {
            return node.tier.ticket(index, pageIndex);
        }
        catch (Throwable e) {
            access.fail("ticket", e);
            return PageTier.NO_TICKET;
        }
        finally {
            access.leave();
        }
    }

    /**
     * Offers a page that was read from its file after the ticket was taken.
     * @param rawBytes as in {@link PageTier#fill}
     */
    void fill(int pageIndex, long ticket, ByteBuffer page, int rawBytes) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            if (node.onOff.isOn())
                node.tier.fill(index, pageIndex, ticket, page, rawBytes);
            node.compactionTrigger.readFromFile();
        }
        catch (Throwable e) {
            node.failed("fill", e);
            access.forget(index, pageIndex);
        }
        finally {
            access.leave();
        }
    }

    /**
     * As {@link #fill}, of a page that was here before a restart. No data region is asking for it, so a failure leaves the page as it is, which by now may be a newer one.
     * @param rank as in {@link PageTier#refill}
     */
    void refill(int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            if (node.onOff.isOn())
                node.tier.refill(index, pageIndex, ticket, page, rawBytes, rank);
        }
        catch (Throwable e) {
            node.failed("refill", e);
        }
        finally {
            access.leave();
        }
    }

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    long beginWrite(int pageIndex) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return PageTier.NO_TICKET;
        try {
            return node.tier.beginWrite(index, pageIndex);
        }
        catch (Throwable e) {
            access.fail("beginWrite", e);
            return PageTier.NO_TICKET;
        }
        finally {
            access.leave();
        }
    }

    /**
     * @param page     what is now in the file; null if the write failed or the page is not to be kept
     * @param rawBytes as in {@link PageTier#endWrite}
     */
    void endWrite(int pageIndex, long ticket, ByteBuffer page, int rawBytes) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            node.tier.endWrite(index, pageIndex, ticket, node.onOff.isOn() ? page : null, rawBytes);
        }
        catch (Throwable e) {
            node.failed("endWrite", e);
            access.forget(index, pageIndex);
        }
        finally {
            access.leave();
        }
    }

    /** Forgets a page before and after it is written to its file and not kept. */
    void forgetWritten(int pageIndex) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            node.tier.forget(index, pageIndex);
        }
        catch (Throwable e) {
            access.fail("forget", e);
        }
        finally {
            access.leave();
        }
    }

    /** Forgets all pages, after the file was truncated. */
    void clear() throws LostPage {
        PageIndex index = access.enter();
        if (index == null)
            return;
        try {
            node.tier.clear(index);
        }
        catch (Throwable e) {
            access.fail("clear", e);
        }
        finally {
            access.leave();
        }
    }

    /** Forgets all pages for good. */
    void close() {
        access.close();
    }
}
