package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.Memory;
import io.ignitezs.zspage.SizeClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What becomes of density when pages change: half of them are overwritten and 30 % are discarded, in random order, with compaction in the
 * background and without; then everything is compacted. Once with other pages, once with pages that take twice as many bytes.
 */
final class ChurnReport {
    private static final String[] CODECS = {"lz4", "zstd:1"};
    private static final int PAGES = 240_000;
    private static final int QUICK_PAGES = 60_000;

    /** Stored lengths of a page and of what it becomes, which has about twice as many. */
    private static final double LENGTH_TOLERANCE = 0.03;

    private ChurnReport() {
    }

    static void print(boolean quick) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        int count = quick ? QUICK_PAGES : PAGES;
        for (String codec : CODECS) {
            int[] all = IntStream.range(0, pages.count()).toArray();
            int[][] doubled = doubled(pages, codec);
            for (boolean background : new boolean[] {true, false}) {
                new ChurnRun(pages, count, codec, background).print("others", page -> all[page % all.length], page -> other(page, all.length));
                new ChurnRun(pages, count, codec, background).print("doubled", page -> doubled[page % doubled.length][0],
                    page -> doubled[page % doubled.length][1]);
            }
            SlabReport.print(pages, codec, count);
        }
    }

    /** Far enough from a page for its size to say nothing of the other's. */
    private static int other(int page, int count) {
        return new Random(page).nextInt(count);
    }

    /** Pairs of pages of which the second takes twice as many bytes. */
    private static int[][] doubled(PageSet pages, String codec) {
        int[] bytes = storedBytes(pages, codec);
        int[] bySize = IntStream.range(0, bytes.length).boxed().sorted(Comparator.comparingInt(page -> bytes[page])).mapToInt(page -> page).toArray();
        int[][] pairs = new int[bySize.length][];
        int found = 0;
        int large = 0;
        for (int small : bySize) {
            while (large < bySize.length - 1 && bytes[bySize[large]] < 2 * bytes[small])
                large++;
            if (bytes[small] > 0 && Math.abs(bytes[bySize[large]] - 2.0 * bytes[small]) < LENGTH_TOLERANCE * bytes[small])
                pairs[found++] = new int[] {small, bySize[large]};
        }
        return shuffled(Arrays.copyOf(pairs, found));
    }

    private static int[][] shuffled(int[][] pairs) {
        Collections.shuffle(Arrays.asList(pairs), new Random(29));
        return pairs;
    }

    private static int[] storedBytes(PageSet pages, String codec) {
        ByteBuffer view = Memory.newView();
        SizeClasses classes = new SizeClasses(PageSet.PAGE_BYTES, SizeClasses.MAX_CHAIN_LIMIT);
        IntUnaryOperator costBytes = bytes -> classes.of(bytes).costBytes();
        int[] storedBytes = new int[pages.count()];
        try (PageEncoder encoder = new PageEncoder(PageSet.PAGE_BYTES, Codecs.parse(codec), new IgnitePageShape(PageSet.PAGE_BYTES), true, costBytes)) {
            for (int page = 0; page < storedBytes.length; page++) {
                encoder.encode(pages.view(view, page));
                storedBytes[page] = encoder.kind() == PageKind.SAME_FILLED ? 0 : encoder.storedBytes();
            }
        }
        return storedBytes;
    }
}
