package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.DirtyPage;
import io.ignitezs.tier.LostPageException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageVersion;
import io.ignitezs.tier.PoolList;
import java.nio.ByteBuffer;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/**
 * The pages that the tier keeps for one store. May be called at any time: once closed it has nothing and takes nothing. No failure gets out, not even
 * an Error (memory for a codec may be short), unless a page is lost that its file does not have. A failure while reading costs the page; a failure
 * where a page had to be forgotten closes this, because a page that could not be forgotten must not be served.
 */
final class StorePages {
    private final NodeTier node;
    private final int groupId;
    private final int partition;

    private final String file;
    private final String group;

    /** Null once closed, or before the tier was on. Means nothing outside the gate: the tier that it is of may be closed. */
    private volatile PageIndex index;

    /** How often the tier was turned on; more than any index before was cleared. Guarded by this object's lock, as is the next. */
    private int opened;
    private int clears;
    private boolean closed;

    /** Null before it is made. */
    private volatile ZsPageStore store;

    private volatile Residency.State residency = Residency.State.UNDECIDED;

    StorePages(NodeTier node, String file, String group, int groupId, int partition) {
        this.node = node;
        this.groupId = groupId;
        this.partition = partition;
        this.file = file;
        this.group = group;
        if (node.residency == null)
            residency = Residency.State.INCLUSIVE;
        node.add(this);
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
        index = node.tier.openIndex(file, group, clears);
        if (node.residency != null)
            node.residency.stores().put(groupId, partition, this);
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

    /** As {@link PageTier#rank}. */
    int rank(int pageIndex) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return PoolList.RANKS;
        try {
            return node.tier.rank(index, pageIndex);
        }
        finally {
            node.gate.leave();
        }
    }

    /** @return the first page from this one on that is here, -1 if there is none. It may be gone in a moment */
    int nextPage(int pageIndex) {
        PageIndex index = enter();
        if (index == null)
            return -1;
        try {
            return node.tier.nextPage(index, pageIndex);
        }
        finally {
            node.gate.leave();
        }
    }

    /** As {@link PageTier#peek}. */
    boolean peek(int pageIndex, ByteBuffer page, PageVersion version) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.tier.peek(index, pageIndex, page, version);
        }
        finally {
            node.gate.leave();
        }
    }

    /** As {@link PageTier#isStill}. */
    boolean isStill(PageVersion version) {
        if (enter() == null)
            return false;
        try {
            return node.tier.isStill(version);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Whether pages that are in their data region are not kept here. Also while that is undecided: then none is here that would have to be forgotten later. */
    boolean isExclusive() {
        Residency.State known = residency;
        if (known == Residency.State.UNDECIDED)
            residency = known = node.residency.of(groupId);
        return known != Residency.State.INCLUSIVE;
    }

    /**
     * As {@link #read}, for the data region, which then has the page.
     * @return false if the page is not here; it is to be read from the file, and no copy from before is stored any more
     */
    boolean take(int pageIndex, ByteBuffer page) throws LostPage {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            node.residency.evicted.insertMine(this, pageIndex);
            return node.tier.take(index, pageIndex, page);
        }
        catch (LostPageException e) {
            return answerRebuilt(index, pageIndex, page, e, true);
        }
        catch (Throwable e) {
            node.failed("take", e);
            forgetUnlessDirty(index, pageIndex, e);
            return false;
        }
        finally {
            node.gate.leave();
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
        if (residency == Residency.State.INCLUSIVE || PageIO.getType(address) == 0)
            return;
        PageIndex index = enter(pageIndex);
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
            node.gate.leave();
        }
    }

    /** Stores the pages that this thread has taken out of a data region. */
    void insertEvicted() {
        if (residency != Residency.State.INCLUSIVE)
            node.residency.evicted.insertMine();
    }

    /** Whether this thread has taken the page out of its data region, and therefore writes it; its copy is not needed then. */
    boolean isReplacing(int pageIndex) {
        return node.residency.evicted.dropMine(this, pageIndex);
    }

    /** Offers a page that has left the data region. A failure leaves the page as it is, which by now may be a newer one. @return whether it is here now */
    boolean insert(int pageIndex, long ticket, ByteBuffer page) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.onOff.isOn() && node.tier.fill(index, pageIndex, ticket, page, 0);
        }
        catch (Throwable e) {
            node.failed("insert", e);
            return false;
        }
        finally {
            node.gate.leave();
        }
    }

    /** Forgets a page before and after it is written to its file and not kept. */
    void forgetWritten(int pageIndex) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return;
        try {
            node.tier.forget(index, pageIndex);
        }
        catch (Throwable e) {
            fail("forget", e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** @return false if the page is not here (then {@code page} may hold anything) */
    boolean read(int pageIndex, ByteBuffer page) throws LostPage {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.tier.read(index, pageIndex, page);
        }
        catch (LostPageException e) {
            return answerRebuilt(index, pageIndex, page, e, false);
        }
        catch (Throwable e) {
            node.failed("read", e);
            forgetUnlessDirty(index, pageIndex, e);
            return false;
        }
        finally {
            node.gate.leave();
        }
    }

    /** Whether nothing that is here may be served: each page is read from its file, and shown then. */
    boolean isShadow() {
        return node.shadow != null;
    }

    /**
     * A page was read from its file after the ticket was taken. The tier does what it would have done if it had been asked for it; what it found is of no use
     * to anybody.
     */
    void show(int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return;
        try {
            show(index, pageIndex, ticket, page, rawBytes);
        }
        catch (Throwable e) {
            node.failed("show", e);
        }
        finally {
            node.gate.leave();
        }
    }

    private void show(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        boolean hit = wouldServe(index, pageIndex);
        if (hit)
            return;
        if (!isExclusive() && node.onOff.isOn())
            node.tier.fill(index, pageIndex, ticket, page, rawBytes);
        node.compactionTrigger.readFromFile();
    }

    private boolean wouldServe(PageIndex index, int pageIndex) {
        Shadow.Scratch scratch = node.shadow.take();
        try {
            if (!isExclusive())
                return node.tier.read(index, pageIndex, scratch.page);
            node.residency.evicted.insertMine(this, pageIndex);
            return node.tier.take(index, pageIndex, scratch.page);
        }
        finally {
            node.shadow.give(scratch);
        }
    }

    /** To be taken before a page is read from its file, for {@link #fill}. */
    long ticket(int pageIndex) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return PageTier.NO_TICKET;
        try {
            return node.tier.ticket(index, pageIndex);
        }
        catch (Throwable e) {
            fail("ticket", e);
            return PageTier.NO_TICKET;
        }
        finally {
            node.gate.leave();
        }
    }

    /**
     * Offers a page that was read from its file after the ticket was taken.
     * @param rawBytes as in {@link PageTier#fill}
     */
    void fill(int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return;
        try {
            if (node.onOff.isOn())
                node.tier.fill(index, pageIndex, ticket, page, rawBytes);
            node.compactionTrigger.readFromFile();
        }
        catch (Throwable e) {
            node.failed("fill", e);
            forget(index, pageIndex);
        }
        finally {
            node.gate.leave();
        }
    }

    /** As {@link #fill}, of a page that was here before a restart. @param rank as in {@link PageTier#refill} */
    void refill(int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return;
        try {
            if (node.onOff.isOn())
                node.tier.refill(index, pageIndex, ticket, page, rawBytes, rank);
        }
        catch (Throwable e) {
            node.failed("refill", e);
            forget(index, pageIndex);
        }
        finally {
            node.gate.leave();
        }
    }

    WriteBacks writeBacks() {
        return node.writeBacks;
    }

    /** To be taken before the page's tag is looked at, for {@link #keepDirty}. */
    int clears() {
        PageIndex index = this.index;
        return index == null ? 0 : index.clears();
    }

    /** @return whether the tier has the page now, until its file has it */
    boolean keepDirty(int pageIndex, int clears, ByteBuffer page) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.keepDirty(index, pageIndex, clears, page);
        }
        catch (Throwable e) {
            node.failed("keepDirty", e);
            return false;
        }
        finally {
            node.gate.leave();
        }
    }

    /** @return the first dirty page from this one on, -1 if there is none */
    int nextDirty(int pageIndex) throws LostPage {
        PageIndex index = hasDirty() ? enter() : null;
        if (index == null)
            return -1;
        try {
            return node.tier.nextDirty(index, pageIndex);
        }
        catch (ZsCorruptionException e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Whether a page may be dirty. */
    boolean isDirty(int pageIndex) throws LostPage {
        PageIndex index = hasDirty() ? enter() : null;
        if (index == null)
            return false;
        try {
            return node.tier.isDirty(index, pageIndex);
        }
        catch (ZsCorruptionException e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            node.gate.leave();
        }
    }

    boolean hasDirty() {
        PageIndex index = this.index;
        return index != null && index.dirtyPages() > 0;
    }

    /** As {@link PageTier#missedDirty}; whoever clears this must be kept away. */
    boolean missedDirty() throws LostPage {
        PageIndex index = enter();
        if (index == null)
            return false;
        try {
            return node.tier.missedDirty(index);
        }
        catch (LostPageException e) {
            throw new LostPage(index.name(), -1, e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** @return false if the page is not dirty */
    boolean readDirty(int pageIndex, ByteBuffer page, DirtyPage version) throws LostPage {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return false;
        try {
            return readDirtyOrRebuild(index, pageIndex, page, version);
        }
        catch (Throwable e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            node.gate.leave();
        }
    }

    private boolean readDirtyOrRebuild(PageIndex index, int pageIndex, ByteBuffer page, DirtyPage version) {
        try {
            return node.tier.readDirty(index, pageIndex, page, version);
        }
        catch (LostPageException e) {
            rebuild(index, pageIndex, page, e);
            return node.tier.readDirty(index, pageIndex, page, version);
        }
    }

    /** The second answer to {@link #take} or {@link #read}. */
    private boolean answerRebuilt(PageIndex index, int pageIndex, ByteBuffer page, LostPageException damage, boolean takes) throws LostPage {
        rebuild(index, pageIndex, page, damage);
        try {
            return takes ? node.tier.take(index, pageIndex, page) : node.tier.read(index, pageIndex, page);
        }
        catch (Throwable e) {
            throw new LostPage(index.name(), pageIndex, damage);
        }
    }

    private void rebuild(PageIndex index, int pageIndex, ByteBuffer page, LostPageException damage) {
        node.lostPages.rebuild(node.tier, index, groupId, pageId(pageIndex), pageIndex, page, damage);
    }

    /** The file has that version of a page now. */
    void cleaned(int pageIndex, DirtyPage version) {
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            node.tier.cleaned(index, pageIndex, version, !isExclusive());
        }
        finally {
            node.gate.leave();
        }
    }

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    long beginWrite(int pageIndex) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return PageTier.NO_TICKET;
        try {
            return node.tier.beginWrite(index, pageIndex);
        }
        catch (Throwable e) {
            fail("beginWrite", e);
            return PageTier.NO_TICKET;
        }
        finally {
            node.gate.leave();
        }
    }

    /**
     * @param page     what is now in the file; null if the write failed or the page is not to be kept
     * @param rawBytes as in {@link PageTier#endWrite}
     */
    void endWrite(int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        PageIndex index = enter(pageIndex);
        if (index == null)
            return;
        try {
            node.tier.endWrite(index, pageIndex, ticket, node.onOff.isOn() ? page : null, rawBytes);
        }
        catch (Throwable e) {
            node.failed("endWrite", e);
            forget(index, pageIndex);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Forgets all pages, after the file was truncated. */
    void clear() {
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            node.tier.clear(index);
        }
        catch (Throwable e) {
            fail("clear", e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Forgets all pages for good. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        node.remove(this);
        PageIndex index = enter();
        if (index == null) {
            makeUnreachable();
            return;
        }
        try {
            close(index);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Of a tier that is gone there is nothing to close; the next one must not meet what belonged to it. */
    private void makeUnreachable() {
        synchronized (this) {
            index = null;
        }
        if (node.residency != null)
            node.residency.stores().remove(groupId, partition, this);
    }

    /** As {@link #enter()}; null also for a page that the tier is not shown. */
    private PageIndex enter(int pageIndex) {
        return isShown(pageIndex) ? enter() : null;
    }

    private boolean isShown(int pageIndex) {
        return node.shadow == null || node.shadow.sample.has(groupId, partition, pageIndex);
    }

    /** @return null if closed; otherwise the caller MUST leave the gate */
    private PageIndex enter() {
        if (index == null || !node.gate.enter())
            return null;
        PageIndex inside = index;
        if (inside == null)
            node.gate.leave();
        return inside;
    }

    /** After a read has failed by a mistake of ours. */
    private void forgetUnlessDirty(PageIndex index, int pageIndex, Throwable failure) throws LostPage {
        if (node.tier.isDirty(index, pageIndex))
            throw new LostPage(index.name(), pageIndex, failure);
        forget(index, pageIndex);
    }

    private void forget(PageIndex index, int pageIndex) {
        try {
            node.tier.endWrite(index, pageIndex, node.tier.beginWrite(index, pageIndex), null, 0);
        }
        catch (Throwable e) {
            fail("forget", e);
        }
    }

    private void fail(String what, Throwable failure) {
        node.failed(what, failure);
        PageIndex index = this.index;
        if (index == null)
            return;
        if (node.tier.dirtyPages(index) > 0)
            throw new IllegalStateException("The cold tier failed and has pages that their file does not have [file=" + index.name() + ']', failure);
        close(index);
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
}
