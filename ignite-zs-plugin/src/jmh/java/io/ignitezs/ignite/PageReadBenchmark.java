package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A page from the tier, and what that is made of: its object decoded and nothing else, its checksum, its free space put back.
 * In random order over a store of some tens of megabytes, so objects are not in the caches of a core.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PageReadBenchmark {
    /** The same pages in a tier, as copies of what it stores, and as they are. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param({"MIXED", "DATA", "INDEX"})
        PageGroup group;

        @Param({"lz4", "zstd:1"})
        String codec;

        private PageSet pages;
        private int[] order;
        private StoredCopies copies;
        private StoredCopies wholeCopies;
        private LoadedTier tier;

        @Setup
        public void open() throws IOException {
            pages = PageDump.read(group);
            order = pages.shuffled();
            copies = new StoredCopies(pages, order, Codecs.parse(codec), new IgnitePageShape(PageSet.PAGE_BYTES));
            wholeCopies = new StoredCopies(pages, order, Codecs.parse(codec), null);
            tier = LoadedTier.open(codec, 512L << 20, 0).load(pages);
        }

        @TearDown
        public void close() {
            tier.close();
        }
    }

    @Benchmark
    public ByteBuffer copy(Store store, Visitor visitor) {
        int page = store.order[visitor.next(store.order.length)];
        Memory.copy(store.pages.address(page), Memory.address(visitor.page), PageSet.PAGE_BYTES);
        return visitor.page;
    }

    @Benchmark
    public ByteBuffer codecAlone(Store store, Visitor visitor) {
        return visitor.decode(store.copies, visitor.next(store.order.length));
    }

    /** Of pages that were not stripped before. */
    @Benchmark
    public ByteBuffer codecOnWholePage(Store store, Visitor visitor) {
        return visitor.decode(store.wholeCopies, visitor.next(store.order.length));
    }

    @Benchmark
    public ByteBuffer codecAndChecksum(Store store, Visitor visitor) {
        return visitor.verifyAndDecode(store.copies, visitor.next(store.order.length));
    }

    @Benchmark
    public ByteBuffer codecChecksumAndShape(Store store, Visitor visitor) {
        int position = visitor.next(store.order.length);
        visitor.verifyAndDecode(store.copies, position);
        visitor.decoder.finish(visitor.page, store.copies.strippedBytes(position), false);
        return visitor.page;
    }

    @Benchmark
    public boolean tier(Store store, Visitor visitor) {
        return store.tier.read(store.order[visitor.next(store.order.length)], visitor.page);
    }

    @Benchmark
    @Threads(2)
    public ByteBuffer codecAloneTwoThreads(Store store, Visitor visitor) {
        return codecAlone(store, visitor);
    }

    @Benchmark
    @Threads(2)
    public boolean tierTwoThreads(Store store, Visitor visitor) {
        return tier(store, visitor);
    }
}
