package io.ignitezs.ignite;

import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import java.nio.ByteBuffer;

/**
 * The pages that the tier keeps for one store. Never throws, not even an Error (memory for a codec may be short), and may be called at any time: once closed it has nothing and
 * takes nothing. A failure while reading costs the page; a failure where a page had to be forgotten closes this, because
 * a page that could not be forgotten must not be served.
 */
final class StorePages {
    private final NodeTier node;

    /** Null once closed. */
    private volatile PageIndex index;

    StorePages(NodeTier node, String file) {
        this.node = node;
        index = node.tier.openIndex(file);
    }

    /** @return false if the page is not here (then {@code page} may hold anything) */
    boolean read(int pageIndex, ByteBuffer page) {
        PageIndex index = enter();
        if (index == null)
            return false;
        try {
            return node.tier.read(index, pageIndex, page);
        }
        catch (Throwable e) {
            node.failed("read", e);
            forget(index, pageIndex);
            return false;
        }
        finally {
            node.gate.leave();
        }
    }

    /** To be taken before a page is read from its file, for {@link #fill}. */
    long ticket(int pageIndex) {
        PageIndex index = enter();
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
        PageIndex index = enter();
        if (index == null)
            return;
        try {
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

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    long beginWrite(int pageIndex) {
        PageIndex index = enter();
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
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            node.tier.endWrite(index, pageIndex, ticket, page, rawBytes);
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
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            close(index);
        }
        finally {
            node.gate.leave();
        }
    }

    /** @return null if closed; otherwise the caller MUST leave the gate */
    private PageIndex enter() {
        PageIndex index = this.index;
        return index != null && node.gate.enter() ? index : null;
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
        if (index != null)
            close(index);
    }

    /** Unreachable first: whatever happens in the tier, no page of it is served afterwards. */
    private void close(PageIndex index) {
        this.index = null;
        try {
            node.tier.closeIndex(index);
        }
        catch (Throwable e) {
            node.failed("closeIndex", e);
        }
    }
}
