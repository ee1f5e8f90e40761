package io.ignitezs.estimate;

import io.ignitezs.ignite.PageRead;
import io.ignitezs.ignite.PageSource;
import io.ignitezs.ignite.PageType;
import io.ignitezs.tier.PageCost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * The index file of a cache group, or all its partition files: sampled on its own. The files are taken as one row of pages, which is cut into as many
 * equal pieces as there are pages to be sampled; one page of each piece, any, is in the sample. So each file has its share of it, and pages are read in order.
 */
final class Stratum {
    private static final int TRIES = 3;

    private final String group;
    private final List<PageSource> files = new ArrayList<>();

    /** Of each file when it was added: those of a running node grow and are truncated. */
    private final List<Integer> filePages = new ArrayList<>();
    private final Map<PageRead, Long> found = new EnumMap<>(PageRead.class);
    private final Map<PageType, List<CodecTallies>> tallies = new EnumMap<>(PageType.class);
    private long pages;
    private long sampled;

    Stratum(String group) {
        this.group = group;
    }

    void add(PageSource file) {
        int added = file.pages();
        files.add(file);
        filePages.add(added);
        pages += added;
    }

    String group() {
        return group;
    }

    /** In its files, written or not. */
    long pages() {
        return pages;
    }

    /** Pages of the sample so far, whatever was found. */
    long sampled() {
        return sampled;
    }

    /** Pages of the sample at which this was found. */
    long found(PageRead what) {
        return found.getOrDefault(what, 0L);
    }

    /** By type of page, by codec. */
    Map<PageType, List<CodecTallies>> tallies() {
        return tallies;
    }

    /** @param take told of each page of the sample and where it counts: nowhere if there is no page */
    void sample(long count, Random random, ByteBuffer page, int pageBytes, int codecs, BiConsumer<ByteBuffer, List<CodecTallies>> take) throws IOException {
        long fileStart = 0;
        int file = 0;
        double entryBytes = entryBytes();
        try {
            for (long piece = 0; piece < count; piece++) {
                long number = pick(piece, count, random);
                while (number >= fileStart + filePages.get(file)) {
                    fileStart += filePages.get(file);
                    files.get(file++).close();
                }
                boolean found = read(files.get(file), (int)(number - fileStart), page) == PageRead.PAGE;
                take.accept(page, found ? tallies.computeIfAbsent(PageType.of(page), type -> newTallies(codecs, pageBytes, entryBytes)) : List.of());
            }
        }
        finally {
            if (file < files.size())
                files.get(file).close();
        }
    }

    private long pick(long piece, long count, Random random) {
        long from = (long)((double)pages * piece / count);
        long to = piece + 1 == count ? pages : (long)((double)pages * (piece + 1) / count);
        return from + (long)(random.nextDouble() * Math.max(1, to - from));
    }

    /** A page of a running node may be caught while it is being written. */
    private PageRead read(PageSource file, int pageIndex, ByteBuffer page) throws IOException {
        PageRead read = PageRead.UNREADABLE;
        for (int tries = 0; tries < TRIES && read == PageRead.UNREADABLE; tries++)
            read = file.read(pageIndex, page);
        sampled++;
        found.merge(read, 1L, Long::sum);
        return read;
    }

    /** What the entry of a page takes: more if files are so small that they leave most of a chunk of entries unused. */
    private double entryBytes() {
        return filePages.stream().mapToDouble(PageCost::entryBytes).sum() / pages;
    }

    private static List<CodecTallies> newTallies(int codecs, int pageBytes, double entryBytes) {
        List<CodecTallies> made = new ArrayList<>();
        for (int codec = 0; codec < codecs; codec++)
            made.add(new CodecTallies(pageBytes, entryBytes));
        return made;
    }
}
