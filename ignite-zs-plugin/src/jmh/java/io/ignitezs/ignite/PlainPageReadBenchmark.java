package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
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
import org.openjdk.jmh.annotations.Warmup;

/** Pages that no codec has touched: stored whole, or as one word; beside a copy of the page. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlainPageReadBenchmark {
    private static final int PAGES = 16 << 10;

    /** How a page is stored. */
    public enum Kind { RAW, SAME_FILLED }

    /** Pages of one kind. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param
        Kind kind;

        private PageSet pages;
        private int[] order;
        private LoadedTier tier;

        @Setup
        public void open() {
            pages = kind == Kind.RAW ? PageSet.noise(PAGES) : PageSet.sameFilled(PAGES);
            order = pages.shuffled();
            tier = LoadedTier.open("lz4", 256L << 20, 0).load(pages);
        }

        @TearDown
        public void close() {
            tier.close();
        }
    }

    @Benchmark
    public ByteBuffer copy(Store store, Visitor visitor) {
        int page = store.order[visitor.next(PAGES)];
        Memory.copy(store.pages.address(page), Memory.address(visitor.page), PageSet.PAGE_BYTES);
        return visitor.page;
    }

    @Benchmark
    public boolean tier(Store store, Visitor visitor) {
        return store.tier.read(store.order[visitor.next(PAGES)], visitor.page);
    }
}
