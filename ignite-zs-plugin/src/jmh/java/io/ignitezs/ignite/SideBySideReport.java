package io.ignitezs.ignite;

import java.io.IOException;

/** The operations of the benchmarks in slices that take turns, see {@link SideBySide}. */
final class SideBySideReport {
    private static final String[] CODECS = {"lz4", "zstd:1"};

    private SideBySideReport() {
    }

    static void print(int rounds) throws IOException {
        for (String codec : CODECS)
            for (PageGroup group : PageGroup.values()) {
                printReads(codec, group, rounds);
                printStores(codec, group, rounds);
            }
        for (String codec : CODECS)
            printTwoSegments(codec, rounds);
        for (PlainPageReadBenchmark.Kind kind : PlainPageReadBenchmark.Kind.values())
            printPlain(kind, rounds);
    }

    private static void printReads(String codec, PageGroup group, int rounds) throws IOException {
        PageReadBenchmark benchmark = new PageReadBenchmark();
        PageReadBenchmark.Store store = new PageReadBenchmark.Store();
        store.codec = codec;
        store.group = group;
        store.open();
        new SideBySide("read " + group + ' ' + codec, rounds)
            .add("codecAlone", 1, () -> visit(visitor -> benchmark.codecAlone(store, visitor)))
            .add("codecOnWholePage", 1, () -> visit(visitor -> benchmark.codecOnWholePage(store, visitor)))
            .add("codecAndChecksum", 1, () -> visit(visitor -> benchmark.codecAndChecksum(store, visitor)))
            .add("codecChecksumAndShape", 1, () -> visit(visitor -> benchmark.codecChecksumAndShape(store, visitor)))
            .add("tier", 1, () -> visit(visitor -> benchmark.tier(store, visitor)))
            .add("copy", 1, () -> visit(visitor -> benchmark.copy(store, visitor)))
            .add("codecAlone", 2, () -> visit(visitor -> benchmark.codecAlone(store, visitor)))
            .add("tier", 2, () -> visit(visitor -> benchmark.tier(store, visitor)))
            .print();
        store.close();
    }

    private static void printStores(String codec, PageGroup group, int rounds) throws IOException {
        PageStoreBenchmark benchmark = new PageStoreBenchmark();
        PageStoreBenchmark.Store store = new PageStoreBenchmark.Store();
        store.codec = codec;
        store.group = group;
        store.open();
        PageStoreBenchmark.Compressor compressor = new PageStoreBenchmark.Compressor();
        compressor.open(store);
        new SideBySide("store " + group + ' ' + codec, rounds)
            .add("codecAlone", 1, () -> visit(visitor -> benchmark.codecAlone(store, visitor, compressor)))
            .add("codecOnWholePage", 1, () -> visit(visitor -> benchmark.codecOnWholePage(store, visitor, compressor)))
            .add("shapeCodecAndChecksum", 1, () -> visit(visitor -> benchmark.shapeCodecAndChecksum(store, visitor, compressor)))
            .add("tier", 1, () -> visit(visitor -> benchmark.tier(store, visitor)))
            .print();
        compressor.close();
        store.close();
    }

    private static void printTwoSegments(String codec, int rounds) throws IOException {
        TwoSegmentReadBenchmark benchmark = new TwoSegmentReadBenchmark();
        TwoSegmentReadBenchmark.Store store = new TwoSegmentReadBenchmark.Store();
        store.codec = codec;
        store.open();
        new SideBySide("two segments " + codec, rounds)
            .add("codecAlone", 1, () -> visit(visitor -> benchmark.codecAlone(store, visitor)))
            .add("tierOneSegment", 1, () -> visit(visitor -> benchmark.tierOneSegment(store, visitor)))
            .add("tierTwoSegments", 1, () -> visit(visitor -> benchmark.tierTwoSegments(store, visitor)))
            .print();
        store.close();
    }

    private static void printPlain(PlainPageReadBenchmark.Kind kind, int rounds) {
        PlainPageReadBenchmark benchmark = new PlainPageReadBenchmark();
        PlainPageReadBenchmark.Store store = new PlainPageReadBenchmark.Store();
        store.kind = kind;
        store.open();
        new SideBySide("read " + kind, rounds)
            .add("copy", 1, () -> visit(visitor -> benchmark.copy(store, visitor)))
            .add("tier", 1, () -> visit(visitor -> benchmark.tier(store, visitor)))
            .print();
        store.close();
    }

    private static Runnable visit(Visit visit) {
        Visitor visitor = new Visitor();
        return () -> visit.one(visitor);
    }

    private interface Visit {
        void one(Visitor visitor);
    }
}
