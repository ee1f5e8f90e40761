package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.Memory;
import io.ignitezs.pool.CompactionSettings;
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

    /** Share of free slots at which compaction in the background starts; 0 is off. */
    private static final double[] START_SHARES = {CompactionSettings.DEFAULT_START_SHARE, 0.04, 0};
    private static final double[] QUICK_START_SHARES = {CompactionSettings.DEFAULT_START_SHARE, 0};

    /** Stored lengths of a page and of what it becomes, which has about twice as many. */
    private static final double LENGTH_TOLERANCE = 0.03;

    private ChurnReport() {
    }

    static void print(boolean quick) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        int count = quick ? QUICK_PAGES : PAGES;
        for (String codec : CODECS) {
            int[][] others = others(pages.count());
            int[][] doubled = doubled(pages, codec);
            for (double startShare : quick ? QUICK_START_SHARES : START_SHARES) {
                new ChurnRun(pages, count, codec, startShare).print("others", others);
                new ChurnRun(pages, count, codec, startShare).print("doubled", doubled);
            }
            SlabReport.print(pages, codec, count);
        }
    }

    /** Pairs of pages whose sizes have nothing to do with each other. */
    private static int[][] others(int count) {
        Random random = new Random(41);
        int[][] pairs = new int[count][];
        Arrays.setAll(pairs, page -> new int[] {page, random.nextInt(count)});
        return pairs;
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
