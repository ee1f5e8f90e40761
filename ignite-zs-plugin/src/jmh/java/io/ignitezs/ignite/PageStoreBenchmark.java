package io.ignitezs.ignite;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.Encoder;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.mem.Memory;
import io.ignitezs.zspage.SizeClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/**
 * A page into the tier, over the one that was there: the old one forgotten and freed, the new one stripped, compressed, stored.
 * Beside compression alone, of the stripped bytes and of the whole page, and beside all that comes before storing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PageStoreBenchmark {
    /** The same pages in a tier, stripped, and as they are. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param({"MIXED", "DATA", "INDEX"})
        PageGroup group;

        @Param({"lz4", "zstd:1"})
        String codec;

        private PageSet pages;
        private PageSet stripped;
        private int[] strippedBytes;
        private int[] order;
        private LoadedTier tier;

        @Setup
        public void open() throws IOException {
            pages = PageDump.read(group);
            order = pages.shuffled();
            tier = LoadedTier.open(codec, 512L << 20, 0).load(pages);
            strip();
        }

        @TearDown
        public void close() {
            tier.close();
        }

        private void strip() {
            ByteBuffer memory = ByteBuffer.allocateDirect(pages.count() * PageSet.PAGE_BYTES).order(ByteOrder.nativeOrder());
            stripped = new PageSet(memory, pages.count());
            strippedBytes = new int[pages.count()];
            ByteBuffer from = Memory.newView();
            ByteBuffer to = Memory.newView();
            IgnitePageShape shape = new IgnitePageShape(PageSet.PAGE_BYTES);
            for (int page = 0; page < pages.count(); page++) {
                strippedBytes[page] = shape.strip(pages.view(from, page), stripped.view(to, page));
                if (strippedBytes[page] == PageSet.PAGE_BYTES)
                    Memory.copy(pages.address(page), stripped.address(page), PageSet.PAGE_BYTES);
            }
        }
    }

    /** Compresses as a tier does. */
    @State(Scope.Thread)
    public static class Compressor {
        private Encoder encoder;
        private PageEncoder pageEncoder;
        private ByteBuffer target;

        @Setup
        public void open(Store store) {
            Codec codec = Codecs.parse(store.codec);
            SizeClasses classes = new SizeClasses(PageSet.PAGE_BYTES, SizeClasses.MAX_CHAIN_LIMIT);
            encoder = codec.newEncoder(PageSet.PAGE_BYTES);
            pageEncoder = new PageEncoder(PageSet.PAGE_BYTES, codec, new IgnitePageShape(PageSet.PAGE_BYTES), true,
                bytes -> classes.of(bytes).costBytes());
            target = ByteBuffer.allocateDirect(codec.boundBytes(PageSet.PAGE_BYTES));
        }

        @TearDown
        public void close() {
            encoder.close();
            pageEncoder.close();
        }
    }

    @Benchmark
    public int codecAlone(Store store, Visitor visitor, Compressor compressor) {
        int page = store.order[visitor.next(store.order.length)];
        return compressor.encoder.encode(store.stripped.view(visitor.view, page), store.strippedBytes[page], compressor.target,
            compressor.target.capacity());
    }

    @Benchmark
    public int codecOnWholePage(Store store, Visitor visitor, Compressor compressor) {
        int page = store.order[visitor.next(store.order.length)];
        return compressor.encoder.encode(store.pages.view(visitor.view, page), PageSet.PAGE_BYTES, compressor.target,
            compressor.target.capacity());
    }

    @Benchmark
    public int shapeCodecAndChecksum(Store store, Visitor visitor, Compressor compressor) {
        int page = store.order[visitor.next(store.order.length)];
        compressor.pageEncoder.encode(store.pages.view(visitor.view, page));
        return compressor.pageEncoder.storedBytes();
    }

    @Benchmark
    public ByteBuffer tier(Store store, Visitor visitor) {
        int page = store.order[visitor.next(store.order.length)];
        store.tier.store(page, store.pages.view(visitor.view, page));
        return visitor.view;
    }
}
