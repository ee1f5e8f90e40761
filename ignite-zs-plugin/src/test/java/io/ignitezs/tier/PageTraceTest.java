package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTraceTest {
    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path directory;

    private final PageTier tier = PageTier.open(configuration());
    private final Tracing tracing = tier.tracing();
    private final PageIndex index = tier.openIndex("file");
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);

    private static TierConfiguration configuration() {
        return TestTiers.ofBytes(16 << 20, PAGE_BYTES);
    }

    @AfterEach void close() {
        tier.close();
    }

    @Test void saysWhatHappenedInItsOrder() throws IOException {
        Path file = directory.resolve("trace");
        tier.read(index, 1, page);
        tracing.start(file, 100);
        tier.read(index, 7, page);
        tier.fill(index, 7, tier.ticket(index, 7), page, 0);
        tier.fill(index, 8, PageTier.NO_TICKET, page, 0);
        tier.read(index, 7, page);
        tier.endWrite(index, 9, tier.beginWrite(index, 9), page, 0);
        tier.keepDirty(index, 5, tier.clears(index), page, 0);
        tier.clear(index);
        assertEquals(8, tracing.stop().records());
        tier.read(index, 7, page);
        assertNull(tracing.stop());
        assertEquals(List.of("READ 7", "FILL 7 hit", "FILL 8", "READ 7 hit", "WRITE 9", "WRITTEN 9 hit", "DIRTY 5 hit", "CLEAR 0"), lines(file));
    }

    @Test void evictionsAreInIt() throws IOException {
        Path file = directory.resolve("trace");
        tier.fill(index, 7, tier.ticket(index, 7), page, 0);
        page.put(100, (byte)1);
        tier.fill(index, 8, tier.ticket(index, 8), page, 0);
        tracing.start(file, 100);
        tier.evictor().evictDownTo(0, () -> { });
        tracing.stop();
        assertEquals(List.of("EVICT 7", "EVICT 8"), lines(file).subList(0, 2));
    }

    /** A page that is dirty stays when the region takes it; once its file has it, it is gone if the region has it. */
    @Test void pagesThatGoWhenTheyAreCleanAreInIt() throws IOException {
        Path file = directory.resolve("trace");
        DirtyPage version = new DirtyPage();
        tracing.start(file, 100);
        for (int pageIndex = 1; pageIndex <= 4; pageIndex++)
            tier.keepDirty(index, pageIndex, tier.clears(index), page, 0);
        tier.leftRegion(index, 2);
        tier.leftRegion(index, 3);
        tier.take(index, 3, page);
        for (int pageIndex = 1; pageIndex <= 4; pageIndex++) {
            tier.readDirty(index, pageIndex, page, version);
            assertTrue(tier.cleaned(index, pageIndex, version, pageIndex == 4));
            assertFalse(tier.cleaned(index, pageIndex, version, false));
        }
        tier.take(index, 2, page);
        tracing.stop();
        assertEquals(List.of("DIRTY 1 hit", "DIRTY 2 hit", "DIRTY 3 hit", "DIRTY 4 hit", "READ 3 hit", "WRITE 1", "WRITE 3", "TAKE 2 hit"), lines(file));
    }

    @Test void isBoundedAndCountsTheRest() throws IOException {
        Path file = directory.resolve("trace");
        tracing.start(file, 10_000);
        for (int pageIndex = 0; pageIndex < 12_345; pageIndex++)
            tier.read(index, pageIndex, page);
        PageTrace trace = tracing.stop();
        assertEquals(10_000, trace.records());
        assertEquals(2_345, trace.dropped());
        assertNull(trace.failure());
        assertEquals(PageTrace.HEADER_BYTES + 10_000 * PageTrace.RECORD_BYTES, Files.size(file));
        assertEquals(10_000, lines(file).size());
        try (PageTraceReader reader = PageTraceReader.open(file)) {
            assertEquals(2_345, reader.dropped());
        }
    }

    @Test void anInterruptedThreadDoesNotEndIt() throws IOException {
        Path file = directory.resolve("trace");
        tracing.start(file, 100_000);
        Thread.currentThread().interrupt();
        for (int pageIndex = 0; pageIndex < 20_000; pageIndex++)
            tier.read(index, pageIndex, page);
        assertTrue(Thread.interrupted());
        assertNull(tracing.stop().failure());
        assertEquals(20_000, lines(file).size());
    }

    @Test void aSamplerLooksOnBesideIt() throws IOException {
        MissRatioSampler sampler = new MissRatioSampler(100, EvictionOrders.S3_FIFO);
        tracing.startSampling(sampler);
        tracing.start(directory.resolve("trace"), 100);
        tier.read(index, 7, page);
        assertEquals(1, tracing.stop().records());
        tier.read(index, 7, page);
        tracing.stopSampling(sampler);
        tier.read(index, 7, page);
        assertEquals(2, sampler.curve().reads());
    }

    @Test void onlyOneAtATimeAndTheNextOneBeginsAnew() throws IOException {
        Path file = directory.resolve("trace");
        tracing.start(file, 100);
        assertThrows(IllegalStateException.class, () -> tracing.start(file, 100));
        tier.read(index, 3, page);
        tracing.stop();
        tracing.start(file, 100);
        tier.read(index, 4, page);
        tracing.stop();
        assertEquals(List.of("READ 4"), lines(file));
    }

    @Test void aFileThatCannotBeWrittenIsSaidAndHarmsNobody() throws IOException {
        assertThrows(IOException.class, () -> tracing.start(directory.resolve("none").resolve("trace"), 100));
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertThrows(IOException.class, () -> PageTrace.open(new BadDisk(full), 100, 100_000, configuration()));
    }

    @Test void whatIsNoTraceIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("other"), new byte[100]);
        assertThrows(IOException.class, () -> PageTraceReader.open(file));
        Files.write(file, new byte[3]);
        assertThrows(IOException.class, () -> PageTraceReader.open(file));
    }

    @Test void saysOfWhichTierItIs() throws IOException {
        TierConfiguration tried = configuration();
        tried.shownOneOf = 16;
        tried.evictionOrder = EvictionOrders.CLOCK;
        Path file = directory.resolve("trace");
        PageTrace.open(file, 100, tried).close();
        try (PageTraceReader reader = PageTraceReader.open(file)) {
            assertEquals(16, reader.shownOneOf());
            assertEquals(EvictionOrders.CLOCK, reader.evictionOrder());
            assertFalse(reader.next());
        }
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (PageTraceReader reader = PageTraceReader.open(file)) {
            while (reader.next())
                lines.add(reader.event() + " " + reader.pageIndex() + (reader.hit() ? " hit" : ""));
        }
        return lines;
    }
}
