package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.DirtyPage;
import io.ignitezs.tier.LostPageException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import java.nio.ByteBuffer;

/**
 * The pages of one store that the tier has and their file does not: kept when a checkpoint writes them, read when they go to the file, rebuilt if they are damaged.
 * One that cannot be had is an error, never an older version of it.
 */
final class DirtyPages {
    private final NodeTier node;
    private final TierAccess access;
    private final StorePages pages;

    DirtyPages(NodeTier node, TierAccess access, StorePages pages) {
        this.node = node;
        this.access = access;
        this.pages = pages;
    }

    /** To be taken before the page's tag is looked at, for {@link #keep}. */
    int clears() {
        PageIndex index = access.index();
        return index == null ? 0 : index.clears();
    }

    /** @return whether the tier has the page now, until its file has it */
    boolean keep(int pageIndex, int clears, ByteBuffer page) {
        PageIndex index = access.enter(pageIndex);
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
            access.leave();
        }
    }

    /** Whether there may be any. */
    boolean exist() {
        PageIndex index = access.index();
        return index != null && index.dirtyPages() > 0;
    }

    /** Whether a page may be one of them. */
    boolean has(int pageIndex) throws LostPage {
        PageIndex index = exist() ? access.enter() : null;
        if (index == null)
            return false;
        try {
            return node.tier.isDirty(index, pageIndex);
        }
        catch (ZsCorruptionException e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            access.leave();
        }
    }

    /** @return the first one from this page on, -1 if there is none */
    int next(int pageIndex) throws LostPage {
        PageIndex index = exist() ? access.enter() : null;
        if (index == null)
            return -1;
        try {
            return node.tier.nextDirty(index, pageIndex);
        }
        catch (ZsCorruptionException e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            access.leave();
        }
    }

    /** As {@link PageTier#missedDirty}; whoever clears the store's pages must be kept away. */
    boolean missed() throws LostPage {
        PageIndex index = access.enter();
        if (index == null)
            return false;
        try {
            return node.tier.missedDirty(index);
        }
        catch (ZsCorruptionException e) {
            throw LostPage.some(index.name(), e);
        }
        finally {
            access.leave();
        }
    }

    /** @return false if the page is not dirty */
    boolean read(int pageIndex, ByteBuffer page, DirtyPage version) throws LostPage {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return false;
        try {
            return readOrRebuild(index, pageIndex, page, version);
        }
        catch (Throwable e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            access.leave();
        }
    }

    private boolean readOrRebuild(PageIndex index, int pageIndex, ByteBuffer page, DirtyPage version) {
        try {
            return node.tier.readDirty(index, pageIndex, page, version);
        }
        catch (LostPageException e) {
            rebuild(index, pageIndex, page, e);
            return node.tier.readDirty(index, pageIndex, page, version);
        }
    }

    /** As {@link LostPages#rebuild}. Inside the gate. */
    void rebuild(PageIndex index, int pageIndex, ByteBuffer page, LostPageException damage) {
        node.lostPages.rebuild(node.tier, index, pages.groupId(), pages.pageId(pageIndex), pageIndex, page, damage);
    }

    /** The file has that version of a page now. @param isKept whether the page stays here */
    void cleaned(int pageIndex, DirtyPage version, boolean isKept) throws LostPage {
        PageIndex index = access.enter();
        if (index == null)
            return;
        try {
            node.tier.cleaned(index, pageIndex, version, isKept);
        }
        catch (ZsCorruptionException e) {
            throw new LostPage(index.name(), pageIndex, e);
        }
        finally {
            access.leave();
        }
    }
}
