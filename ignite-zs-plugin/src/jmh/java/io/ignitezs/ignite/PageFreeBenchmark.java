package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Pages forgotten in random order, until a tier that was full of them is almost empty. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(1)
public class PageFreeBenchmark {
    private static final int PAGES = 16 << 10;

    /** A tier that is filled again before each measurement. */
    @State(Scope.Benchmark)
    public static class Store {
        @Param({"lz4"})
        String codec;

        private PageSet pages;
        private int[] order;
        private LoadedTier tier;
        private final ByteBuffer view = Memory.newView();

        @Setup
        public void open() throws IOException {
            pages = PageDump.read(PageGroup.MIXED);
            order = pages.shuffled();
            tier = LoadedTier.open(codec, 512L << 20, 0).load(pages);
        }

        @Setup(Level.Invocation)
        public void fill() {
            for (int position = 0; position < PAGES; position++)
                tier.store(order[position], pages.view(view, order[position]));
        }

        @TearDown
        public void close() {
            tier.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void tier(Store store) {
        for (int position = 0; position < PAGES; position++)
            store.tier.forget(store.order[position]);
    }
}
