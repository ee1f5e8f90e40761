package io.ignitezs.tier;

import io.ignitezs.pool.LivePoolChecker;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Checks a tier that is in use: first the pool below, see {@link LivePoolChecker}; then each chunk of entries under its stripe, and each page by decoding it.
 * What is wrong is looked at again before it is called so, because pages change meanwhile.
 * <pre>
 * P7  a page's object leads back to its entry, and is what was stored
 * P8  per chunk: entries in use, dirty entries == what it counts
 * </pre>
 * Invariants about the whole, which {@link TierChecker} checks, cannot be told while pages come and go.
 */
final class LiveTierChecker {
    private static final int MAX_LOOKS = 10;

    private final PageTier tier;
    private final EntryChunks chunks;
    private final Consumer<String> problems;
    private final ByteBuffer page;
    private final PageVersion version = new PageVersion();
    private long pages;

    LiveTierChecker(PageTier tier, int pageBytes, Consumer<String> problems) {
        this.tier = tier;
        this.problems = problems;
        chunks = tier.entries().chunks();
        page = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
    }

    /** @return pages that were decoded */
    long check(MoveProgress progress) {
        int end = chunks.end();
        LivePoolChecker.check(tier.pool(), tier::tableBytes, problems, (done, total) -> progress.report(done * end / total, 2L * end));
        for (int chunk = 1; chunk < end; chunk++) {
            checkChunk(chunk);
            progress.report(end + chunk, 2L * end);
        }
        return pages;
    }

    private void checkChunk(int chunk) {
        PageIndex index = tier.indexes().get(chunks.indexNumber(chunk));
        if (index == null)
            return;
        try {
            int cell = chunks.cell(chunk);
            String problem = tier.entries().damaged().miscount(index, cell, chunk);
            if (problem != null)
                problems.accept("P8 is broken: chunk " + chunk + " of " + index.name() + ' ' + problem);
            for (int place = 0; place < EntryChunks.ENTRIES && index.chunk(cell) == chunk; place++)
                checkPage(index, cell << EntryChunks.SHIFT | place, EntryChunks.entryNumber(chunk, place));
        }
        catch (RuntimeException e) {
            problems.accept("P8 is broken: chunk " + chunk + " of " + index.name() + " leads where nothing can be: " + e.getMessage());
        }
    }

    private void checkPage(PageIndex index, int pageIndex, int entryNumber) {
        String problem = "";
        for (int looks = 0; looks < MAX_LOOKS && problem != null; looks++)
            problem = problem(index, pageIndex, entryNumber);
        if (problem == null)
            return;
        problems.accept("P7 is broken: page " + Integer.toUnsignedString(pageIndex) + " of " + index.name() + ' ' + problem);
    }

    /** @return null if nothing is wrong */
    private String problem(PageIndex index, int pageIndex, int entryNumber) {
        try {
            if (!tier.peek(index, pageIndex, page, version))
                return null;
            if (Entry.hasObject(version.kind) && !LivePoolChecker.isOwner(tier.pool(), Entry.handle(version.word), entryNumber) && tier.isStill(version))
                return "has the object of another entry, handle " + Long.toHexString(Entry.handle(version.word));
            pages++;
            return null;
        }
        catch (RuntimeException e) {
            return "is damaged: " + e.getMessage();
        }
    }
}
