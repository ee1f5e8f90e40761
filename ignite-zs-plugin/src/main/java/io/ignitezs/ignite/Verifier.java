package io.ignitezs.ignite;

import io.ignitezs.tier.PageVersion;
import io.ignitezs.tier.Rest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.IgniteDataIntegrityViolationException;

/**
 * Checks a tier while its node is at work, and compares its clean pages with their files. A page that differs was perhaps written just then, or its file
 * truncated: it is called wrong only if it differs again and again while nobody has touched it in between.
 */
final class Verifier {
    private static final int MAX_LOOKS = 10;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Of the time that it takes, about: comparing reads files. */
    private static final double SHARE_OF_CHECK = 0.3;

    private enum Look { GONE, SAME, DIRTY, CHANGED, DIFFERENT, NOT_IN_FILE }

    private final NodeTier node;
    private final ReadBudget budget;
    private final DoubleConsumer progress;
    private final IgnitePageShape shape;
    private final ByteBuffer mine;
    private final ByteBuffer theirs;
    private final ByteBuffer stripped;
    private final PageVersion version = new PageVersion();
    private final Verification found = new Verification();
    private final long pages;
    private long looked;

    /** Inside the node's gate. */
    Verifier(NodeTier node, ReadBudget budget, DoubleConsumer progress) {
        this.node = node;
        this.budget = budget;
        this.progress = progress;
        int pageBytes = node.tier.stats().pageBytes;
        pages = Math.max(1, node.tier.stats().pages);
        shape = new IgnitePageShape(pageBytes);
        mine = newPage(pageBytes);
        theirs = newPage(pageBytes);
        stripped = newPage(pageBytes);
    }

    private static ByteBuffer newPage(int pageBytes) {
        return ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
    }

    Verification verify(Collection<StorePages> stores) {
        found.decodedPages = node.tier.check(found::add, (done, total) -> progress.accept(SHARE_OF_CHECK * done / total));
        for (StorePages store : stores)
            compare(store);
        progress.accept(1);
        return found;
    }

    private void compare(StorePages pagesOfFile) {
        ZsPageStore store = pagesOfFile.store();
        if (store == null)
            return;
        for (int page = nextPage(pagesOfFile, 0); page >= 0; page = nextPage(pagesOfFile, page + 1)) {
            compare(pagesOfFile, store, page);
            looked++;
            progress.accept(SHARE_OF_CHECK + (1 - SHARE_OF_CHECK) * Math.min(looked, pages) / pages);
        }
    }

    private int nextPage(StorePages pagesOfFile, int from) {
        try {
            return pagesOfFile.held().next(from);
        }
        catch (RuntimeException e) {
            found.add("entries of " + pagesOfFile.file() + " lead where nothing can be: " + e.getMessage());
            return -1;
        }
    }

    private void compare(StorePages pagesOfFile, ZsPageStore store, int page) {
        Look look = look(pagesOfFile, store, page);
        for (int looks = 1; looks < MAX_LOOKS && look.compareTo(Look.CHANGED) >= 0; looks++) {
            Rest.nanos(REST_NANOS);
            look = look(pagesOfFile, store, page);
        }
        count(look, pagesOfFile.file(), page);
    }

    private void count(Look look, String file, int page) {
        if (look == Look.SAME)
            found.comparedPages++;
        else if (look == Look.DIRTY)
            found.dirtyPages++;
        else if (look == Look.CHANGED)
            found.changingPages++;
        else if (look != Look.GONE)
            found.add("page " + Integer.toUnsignedString(page) + " of " + file
                + (look == Look.DIFFERENT ? " is not as in the file" : " is not in the file, or the file's CRC of it is wrong"));
    }

    private Look look(StorePages pagesOfFile, ZsPageStore store, int page) {
        mine.clear();
        theirs.clear();
        boolean here;
        try {
            here = pagesOfFile.held().peek(page, mine, version);
        }
        catch (RuntimeException e) {
            return Look.GONE; // It is damaged: the check of the tier has said so.
        }
        if (!here || version.isDirty())
            return here ? Look.DIRTY : Look.GONE;
        boolean inFile = readFile(store, page);
        if (!pagesOfFile.held().isStill(version))
            return Look.CHANGED;
        return !inFile ? Look.NOT_IN_FILE : isSame() ? Look.SAME : Look.DIFFERENT;
    }

    private boolean readFile(ZsPageStore store, int page) {
        budget.spent(theirs.capacity());
        try {
            return store.ownReads().read(page, theirs);
        }
        catch (IgniteDataIntegrityViolationException e) {
            return false;
        }
        catch (IgniteCheckedException e) {
            found.add("page " + Integer.toUnsignedString(page) + ": " + e.getMessage());
            return false;
        }
    }

    /** A page that Ignite compressed has nothing of meaning behind its compressed bytes; of others, what the tier does not keep is left out. */
    private boolean isSame() {
        mine.clear();
        theirs.clear();
        int rawBytes = PageImages.rawBytes(theirs);
        if (rawBytes > 0 && rawBytes <= theirs.capacity())
            return mine.limit(rawBytes).equals(theirs.limit(rawBytes));
        withoutGarbage(mine);
        withoutGarbage(theirs);
        return mine.equals(theirs);
    }

    private void withoutGarbage(ByteBuffer page) {
        stripped.clear();
        int bytes = shape.strip(page, stripped);
        if (bytes == page.capacity())
            return;
        stripped.limit(bytes).position(0);
        page.put(stripped).clear();
        shape.restore(page, bytes);
        page.clear();
    }
}
