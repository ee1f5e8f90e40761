package io.ignitezs.ignite;

import io.ignitezs.tier.LostPageException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import java.nio.ByteBuffer;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/** Takes the pages of one store to and fro between the tier and their data region, where they are to be in one of the two only: see {@link Residency}. */
final class StoreResidency {
    private final NodeTier node;
    private final TierAccess access;
    private final DirtyPages dirty;
    private final int groupId;

    private volatile Residency.State state = Residency.State.UNDECIDED;

    StoreResidency(NodeTier node, TierAccess access, DirtyPages dirty, int groupId) {
        this.node = node;
        this.access = access;
        this.dirty = dirty;
        this.groupId = groupId;
        if (node.residency == null)
            state = Residency.State.INCLUSIVE;
    }

    /** Whether pages that are in their data region are not kept here. Also while that is undecided: then none is here that would have to be forgotten later. */
    boolean isExclusive() {
        Residency.State known = state;
        if (known == Residency.State.UNDECIDED)
            state = known = node.residency.of(groupId);
        return known != Residency.State.INCLUSIVE;
    }

    /**
     * As {@link StorePages#read}, for the data region, which then has the page.
     * @return false if the page is not here; it is to be read from the file, and no copy from before is stored any more
     */
    boolean take(int pageIndex, ByteBuffer page) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return false;
        try {
            return take(index, pageIndex, page);
        }
        catch (LostPageException e) {
            return takeRebuilt(index, pageIndex, page, e);
        }
        catch (Throwable e) {
            node.failed("take", e);
            access.forgetUnlessDirty(index, pageIndex, e);
            return false;
        }
        finally {
            access.leave();
        }
    }

    /** Inside the gate. */
    boolean take(PageIndex index, int pageIndex, ByteBuffer page) {
        node.residency.evicted.insertMine(this, pageIndex);
        return node.tier.take(index, pageIndex, page);
    }

    private boolean takeRebuilt(PageIndex index, int pageIndex, ByteBuffer page, LostPageException damage) throws LostPage {
        dirty.rebuild(index, pageIndex, page, damage);
        try {
            return node.tier.take(index, pageIndex, page);
        }
        catch (Throwable e) {
            throw new LostPage(index.name(), pageIndex, damage);
        }
    }

    /** A page that was not here has been read from its file. */
    void readFromFile() {
        if (!node.gate.enter())
            return;
        try {
            node.compactionTrigger.readFromFile();
        }
        finally {
            node.gate.leave();
        }
    }

    /** The data region drops a page. Under Ignite's segment lock: only copies it. @param address of its content */
    void leftRegion(int pageIndex, long address) {
        if (state == Residency.State.INCLUSIVE || PageIO.getType(address) == 0)
            return;
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            long ticket = node.tier.leftRegion(index, pageIndex);
            if (ticket != PageTier.NO_TICKET)
                node.residency.evicted.stage(this, pageIndex, ticket, address);
        }
        catch (Throwable e) {
            node.failed("leftRegion", e);
        }
        finally {
            access.leave();
        }
    }

    /** The data region has a page that was never in the file. */
    void created(int pageIndex) {
        PageIndex index = state == Residency.State.INCLUSIVE ? null : access.enter(pageIndex);
        if (index == null)
            return;
        try {
            node.tier.created(index, pageIndex);
        }
        catch (Throwable e) {
            node.failed("created", e);
        }
        finally {
            access.leave();
        }
    }

    /** Stores the pages that this thread has taken out of a data region. */
    void insertEvicted() {
        if (state != Residency.State.INCLUSIVE)
            node.residency.evicted.insertMine();
    }

    /** Whether this thread has taken the page out of its data region, and therefore writes it; its copy is not needed then. */
    boolean isReplacing(int pageIndex) {
        return node.residency.evicted.dropMine(this, pageIndex);
    }

    /** Offers a page that has left the data region. A failure leaves the page as it is, which by now may be a newer one. @return whether it is here now */
    boolean insert(int pageIndex, long ticket, ByteBuffer page) {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.onOff.isOn() && node.tier.fillLeft(index, pageIndex, ticket, page);
        }
        catch (Throwable e) {
            node.failed("insert", e);
            return false;
        }
        finally {
            access.leave();
        }
    }
}
