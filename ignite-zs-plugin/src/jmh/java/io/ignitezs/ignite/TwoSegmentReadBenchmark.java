package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Objects in two segments, in a tier that had only single frames; and the same pages in a tier that had room for runs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TwoSegmentReadBenchmark {
    private static final long LIMIT_BYTES = 1L << 30;

    /** Only the pages that are in two segments in the first tier. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param({"lz4", "zstd:1"})
        String codec;

        private int[] order;
        private StoredCopies copies;
        private LoadedTier singles;
        private LoadedTier runs;

        @Setup
        public void open() throws IOException {
            PageSet pages = PageDump.read(PageGroup.MIXED);
            runs = LoadedTier.open(codec, LIMIT_BYTES, 0).load(pages);
            int frames = (int)(runs.tier().stats().usedBytes / PageSet.PAGE_BYTES);
            singles = LoadedTier.open(codec, LIMIT_BYTES, 0).fragment(frames + frames / 4).load(pages);
            order = Arrays.stream(pages.shuffled()).filter(this::isInTwoSegments).toArray();
            copies = new StoredCopies(pages, order, Codecs.parse(codec), new IgnitePageShape(PageSet.PAGE_BYTES));
            System.out.println("Pages in two segments: " + order.length + " of " + pages.count());
        }

        @TearDown
        public void close() {
            singles.close();
            runs.close();
        }

        private boolean isInTwoSegments(int page) {
            Visitor visitor = new Visitor();
            long before = singles.tier().stats().twoSegmentReads;
            singles.read(page, visitor.page);
            visitor.close();
            return singles.tier().stats().twoSegmentReads > before;
        }
    }

    @Benchmark
    public ByteBuffer codecAlone(Store store, Visitor visitor) {
        return visitor.decode(store.copies, visitor.next(store.order.length));
    }

    @Benchmark
    public boolean tierOneSegment(Store store, Visitor visitor) {
        return store.runs.read(store.order[visitor.next(store.order.length)], visitor.page);
    }

    @Benchmark
    public boolean tierTwoSegments(Store store, Visitor visitor) {
        return store.singles.read(store.order[visitor.next(store.order.length)], visitor.page);
    }
}
