package io.ignitezs.tier;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.ArrayList;
import java.util.List;

/** Which bits were flipped where, and what the entry of a page said before it was asked for: enough to explain an answer that is not right. */
final class FaultLog {
    private static final int HEADER_BYTES = 16;

    private final PageTier tier;
    private final List<String> faults = new ArrayList<>();
    private final List<Integer> cells = new ArrayList<>();
    private final long[] before = new long[HEADER_BYTES / Long.BYTES + Entry.BYTES / Long.BYTES];
    private int chunkBefore;

    FaultLog(PageTier tier) {
        this.tier = tier;
    }

    /** A bit was flipped. @param what as {@link Damage#last} says */
    void add(PageIndex index, int pageIndex, String what) {
        faults.add(faults.size() + ": " + what + " of page " + pageIndex);
        cells.add(key(index, pageIndex));
    }

    /** A page is about to be asked for. */
    void look(PageIndex index, int pageIndex) {
        chunkBefore = copy(index, pageIndex, before);
    }

    /** What there was at the last look, what there is, and which bits were flipped of that chunk and the directory's cell for it. */
    String of(PageIndex index, int pageIndex) {
        long[] now = new long[before.length];
        String was = text(chunkBefore, before);
        return " [before=" + was + ", now=" + text(copy(index, pageIndex, now), now) + ", fileDirty=" + index.dirtyPages() + ", last=" + (faults.size() - 1)
            + ", flipped=" + ofCell(index, pageIndex) + ']';
    }

    private List<String> ofCell(PageIndex index, int pageIndex) {
        List<String> found = new ArrayList<>();
        for (int fault = 0; fault < faults.size(); fault++)
            if (cells.get(fault) == key(index, pageIndex))
                found.add(faults.get(fault));
        return found;
    }

    private static int key(PageIndex index, int pageIndex) {
        return index.number() << Short.SIZE | pageIndex >>> EntryChunks.SHIFT;
    }

    /** @return the chunk, 0 if there is none, -1 if the directory is damaged */
    private int copy(PageIndex index, int pageIndex, long[] into) {
        try {
            int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
            if (chunk != 0)
                copy(tier.entries().chunks().entry(chunk, 0) - HEADER_BYTES, tier.entries().chunks().entry(chunk, EntryChunks.place(pageIndex)), into);
            return chunk;
        }
        catch (ZsCorruptionException damagedDirectory) {
            return -1;
        }
    }

    private static void copy(long header, long entry, long[] into) {
        for (int word = 0; word < into.length; word++)
            into[word] = Memory.getLong(word < HEADER_BYTES / Long.BYTES ? header + word * Long.BYTES : entry + word * Long.BYTES - HEADER_BYTES);
    }

    private static String text(int chunk, long[] words) {
        return chunk <= 0 ? "no chunk, " + chunk
            : String.format("chunk %d: header %016x %016x, entry %016x %016x", chunk, words[0], words[1], words[2], words[3]);
    }
}
