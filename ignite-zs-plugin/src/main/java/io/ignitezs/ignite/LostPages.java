package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.LostPageException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageVersion;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.ignite.IgniteCheckedException;

/** Restores the content of pages that are damaged in the tier and that their file does not have yet. */
final class LostPages {
    private final PageLog log;
    private final Consumer<String> warning;

    LostPages(PageLog log, Consumer<String> warning) {
        this.log = log;
        this.warning = warning;
    }

    /**
     * Afterwards the page is to be read once more, whatever has come of this: somebody else may have rebuilt it or written it.
     * @param pageId of the page for Ignite
     * @param page   for its content; holds anything afterwards
     * @param damage receives what prevents it, if something does
     */
    void rebuild(PageTier tier, PageIndex index, int groupId, long pageId, int pageIndex, ByteBuffer page, LostPageException damage) {
        boolean interrupted = Thread.interrupted(); // It would close the file of the log.
        try {
            if (tier.canRebuild(index, pageIndex) && rebuild(tier, index, groupId, pageId, pageIndex, page))
                warning.accept("Rebuilt a damaged page of the cold tier from the write-ahead log [file=" + index.name() + ", pageIndex=" + pageIndex + ']');
        }
        catch (Throwable e) {
            damage.addSuppressed(e);
        }
        finally {
            if (interrupted)
                Thread.currentThread().interrupt();
        }
    }

    /** One at a time: each reads the whole log, unless who was before did it for the same page. */
    private synchronized boolean rebuild(PageTier tier, PageIndex index, int groupId, long pageId, int pageIndex, ByteBuffer page)
        throws IgniteCheckedException {
        return isDamaged(tier, index, pageIndex, page) && log.read(groupId, pageId, page) && tier.rebuild(index, pageIndex, page);
    }

    private static boolean isDamaged(PageTier tier, PageIndex index, int pageIndex, ByteBuffer page) {
        try {
            tier.peek(index, pageIndex, page, new PageVersion());
            return false;
        }
        catch (ZsCorruptionException e) {
            return true;
        }
    }
}
