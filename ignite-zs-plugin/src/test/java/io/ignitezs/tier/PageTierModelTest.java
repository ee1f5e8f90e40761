package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.plugin.MetricIdentities;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tier beside files that are arrays: whatever it answers must be what the file holds, and it may always not know. Writes,
 * failed writes, fills that come late, truncations, closing and reopening, refused allocations, eviction. A page that is kept dirty must be
 * answered until its file has it. What the tier counts must add up, and be what was asked.
 */
class PageTierModelTest {
    private static final int FILES = 3;
    private static final int PAGES = 700;
    private static final int STEPS = 30_000;

    private final FaultyMemory memory = new FaultyMemory();

    static Stream<Arguments> cases() {
        return Stream.of(1024, 4096, 16384).flatMap(pageBytes -> Stream.of("lz4", "zstd:1")
            .map(codec -> Arguments.of(pageBytes, codec, (long)pageBytes + codec.hashCode())));
    }

    @ParameterizedTest(name = "page {0}, {1}, seed {2}") @MethodSource("cases")
    void neverServesWhatTheFileDoesNotHold(int pageBytes, String codec, long seed) {
        TierConfiguration configuration = configuration(pageBytes, codec, 300L * pageBytes);
        PageTier tier = PageTier.open(configuration);
        Model model = new Model(tier, pageBytes, seed, memory);
        for (int step = 0; step < STEPS; step++)
            model.randomStep();
        memory.refuse(bytes -> false);
        assertTrue(model.hits > 0 && model.refusedLateFills > 0, model.hits + " hits, " + model.refusedLateFills + " late fills");
        assertTrue(tier.stats().evictions > 0, "nothing was evicted");
        assertTrue(model.taken > 0, "nothing was taken");
        assertTrue(model.dirtyHits > 0 && tier.stats().writeBacks > 0, "nothing was dirty");
        checkCounts(tier, model);
        model.closeAll();
        checkCounts(tier, model);
        TierChecker.check(tier);
        assertEquals(0, tier.stats().pages);
        tier.close();
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    /** Nothing is damaged here. Compaction may be between two of its counts just now. */
    private static void checkCounts(PageTier tier, Model model) {
        Awaitility.await().until(() -> tier.evictor().isIdle());
        Awaitility.await().until(() -> MetricIdentities.broken(tier.stats()), List::isEmpty);
        TierStats stats = tier.stats();
        assertEquals(model.reads, stats.hits + stats.misses);
        assertEquals(model.found, stats.hits);
        assertEquals(model.offers, stats.stores + stats.refusals());
        assertEquals(stats.evictions, stats.evicted);
        assertEquals(0, stats.corruptions + stats.lostObjects + stats.damagedDropped);
        assertTrue(stats.overwritten > 0 && stats.taken > 0 && stats.leftClean > 0 && stats.cleared > 0, "some ways to end did not happen");
    }

    private TierConfiguration configuration(int pageBytes, String codec, long limitBytes) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = pageBytes;
        configuration.limitBytes = limitBytes;
        configuration.chainLimit = 4;
        configuration.codec = Codecs.parse(codec);
        configuration.memory = memory;
        return configuration;
    }

    private static final class Model {
        private final PageTier tier;
        private final Random random;
        private final FaultyMemory memory;
        private final PageIndex[] indexes = new PageIndex[FILES];
        private final byte[][][] files = new byte[FILES][PAGES][];
        private final ByteBuffer page;
        private final ByteBuffer read;
        private final List<LateFill> lateFills = new ArrayList<>();
        private int version;
        private final boolean[][] dirty = new boolean[FILES][PAGES];
        private final int[][] moved = new int[FILES][PAGES];
        int hits;
        int taken;
        int dirtyHits;
        int refusedLateFills;

        /** What the tier was asked and offered, and how often it had an answer. */
        int reads;
        int found;
        int offers;

        Model(PageTier tier, int pageBytes, long seed, FaultyMemory memory) {
            this.tier = tier;
            this.memory = memory;
            random = new Random(seed);
            page = TestPages.direct(pageBytes);
            read = TestPages.direct(pageBytes);
            for (int file = 0; file < FILES; file++)
                indexes[file] = tier.openIndex("file " + file);
        }

        void randomStep() {
            memory.refuse(random.nextInt(20) == 0 ? bytes -> true : bytes -> false);
            int file = random.nextInt(FILES);
            int pageIndex = random.nextInt(PAGES);
            int dice = random.nextInt(1000);
            if (dice < 60)
                keepDirty(file, pageIndex);
            else if (dice < 70)
                writeBack(file, random.nextInt(4) != 0);
            else if (dice < 90)
                forgetAndWrite(file, pageIndex);
            else if (dice < 170)
                take(file, pageIndex);
            else if (dice < 350)
                write(file, pageIndex, random.nextInt(20) == 0);
            else if (dice < 850)
                readAndCompare(file, pageIndex);
            else if (dice < 920)
                rememberFill(file, pageIndex);
            else if (dice < 999)
                fillLate();
            else
                truncateOrReopen(file);
        }

        private void write(int file, int pageIndex, boolean fails) {
            long ticket = tier.beginWrite(indexes[file], pageIndex);
            dirty[file][pageIndex] = false;
            if (fails) {
                tier.endWrite(indexes[file], pageIndex, ticket, null, 0);
                return;
            }
            TestPages.fill(page, pageIndex, version++, random);
            int rawBytes = random.nextInt(10) == 0 ? 1 + random.nextInt(page.capacity()) : 0;
            for (int offset = rawBytes; rawBytes > 0 && offset < page.capacity(); offset++)
                page.put(offset, (byte)0);
            files[file][pageIndex] = bytes(page);
            tier.endWrite(indexes[file], pageIndex, ticket, page, rawBytes);
            offers++;
        }

        /** Writes a page that is not kept. */
        private void forgetAndWrite(int file, int pageIndex) {
            TestPages.fill(page, pageIndex, version++, random);
            tier.forget(indexes[file], pageIndex);
            files[file][pageIndex] = bytes(page);
            dirty[file][pageIndex] = false;
            tier.forget(indexes[file], pageIndex);
            assertFalse(read(file, pageIndex), "forgotten page is here");
        }

        /** A page moves to a data region. Only a dirty one stays; one that is dropped there again before it is clean stays then. */
        private void take(int file, int pageIndex) {
            moved[file][pageIndex]++;
            reads++;
            if (tier.take(indexes[file], pageIndex, read)) {
                taken++;
                found++;
                assertTrue(Arrays.equals(files[file][pageIndex], bytes(read)), "stale page " + pageIndex + " of file " + file);
            }
            else if (dirty[file][pageIndex])
                throw new AssertionError("dirty page " + pageIndex + " of file " + file + " is gone");
            assertEquals(dirty[file][pageIndex], read(file, pageIndex), "only a dirty page stays");
            if (files[file][pageIndex] != null && random.nextBoolean())
                drop(file, pageIndex);
        }

        private void drop(int file, int pageIndex) {
            long ticket = tier.leftRegion(indexes[file], pageIndex);
            assertEquals(dirty[file][pageIndex], ticket == PageTier.NO_TICKET);
            lateFills.add(new LateFill(file, pageIndex, ticket, indexes[file], files[file][pageIndex], moved[file][pageIndex]));
        }

        private void keepDirty(int file, int pageIndex) {
            TestPages.fill(page, pageIndex, version++, random);
            offers++;
            if (!tier.keepDirty(indexes[file], pageIndex, tier.clears(indexes[file]), page, 0))
                return;
            files[file][pageIndex] = bytes(page);
            dirty[file][pageIndex] = true;
        }

        /** What waits must be all that was kept and not written since, in the order of the file. */
        private void writeBack(int file, boolean keep) {
            DirtyPage version = new DirtyPage();
            int next = -1;
            for (int pageIndex = 0; pageIndex < PAGES; pageIndex++) {
                if (!dirty[file][pageIndex])
                    continue;
                next = tier.nextDirty(indexes[file], next + 1);
                assertEquals(pageIndex, next);
                assertTrue(tier.readDirty(indexes[file], next, read, version));
                assertTrue(Arrays.equals(files[file][next], bytes(read)), "another page is written");
                assertTrue(tier.cleaned(indexes[file], next, version, keep));
                assertTrue(!tier.cleaned(indexes[file], next, version, keep), "cleaned twice");
                dirty[file][next] = false;
            }
            assertEquals(-1, tier.nextDirty(indexes[file], next + 1));
            assertEquals(0, tier.dirtyPages(indexes[file]));
        }

        private boolean read(int file, int pageIndex) {
            boolean hit = tier.read(indexes[file], pageIndex, read);
            reads++;
            found += hit ? 1 : 0;
            return hit;
        }

        private void readAndCompare(int file, int pageIndex) {
            if (read(file, pageIndex)) {
                hits++;
                dirtyHits += dirty[file][pageIndex] ? 1 : 0;
                assertTrue(Arrays.equals(files[file][pageIndex], bytes(read)), "stale page " + pageIndex + " of file " + file);
            }
            else if (dirty[file][pageIndex])
                throw new AssertionError("dirty page " + pageIndex + " of file " + file + " is gone");
            else if (files[file][pageIndex] != null && random.nextBoolean()) {
                long ticket = tier.ticket(indexes[file], pageIndex);
                tier.fill(indexes[file], pageIndex, ticket, page(files[file][pageIndex]), 0);
                offers++;
            }
        }

        /** A fault that read its file now and offers the page some steps later. */
        private void rememberFill(int file, int pageIndex) {
            if (files[file][pageIndex] != null)
                lateFills.add(new LateFill(file, pageIndex, tier.ticket(indexes[file], pageIndex), indexes[file], files[file][pageIndex],
                    moved[file][pageIndex]));
        }

        private void fillLate() {
            if (lateFills.isEmpty())
                return;
            LateFill fill = lateFills.remove(random.nextInt(lateFills.size()));
            long before = tier.stats().stores;
            tier.fill(fill.index, fill.pageIndex, fill.ticket, page(fill.content), 0);
            offers++;
            boolean isStale = fill.content != files[fill.file][fill.pageIndex] || fill.moved != moved[fill.file][fill.pageIndex];
            if (tier.stats().stores == before)
                refusedLateFills++;
            else
                assertTrue(!isStale, "stale page " + fill.pageIndex + " of file " + fill.file + " was taken");
        }

        private void truncateOrReopen(int file) {
            Arrays.fill(files[file], null);
            Arrays.fill(dirty[file], false);
            if (random.nextBoolean()) {
                tier.clear(indexes[file]);
                return;
            }
            tier.closeIndex(indexes[file]);
            indexes[file] = tier.openIndex("file " + file);
        }

        void closeAll() {
            for (PageIndex index : indexes)
                tier.closeIndex(index);
            for (PageIndex index : indexes)
                write(Arrays.asList(indexes).indexOf(index), 0, false);
        }

        private ByteBuffer page(byte[] content) {
            page.clear();
            page.put(content).clear();
            return page;
        }

        private static byte[] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.capacity()];
            buffer.duplicate().clear().get(bytes);
            return bytes;
        }
    }

    private static final class LateFill {
        final int file;
        final int pageIndex;
        final long ticket;
        final PageIndex index;
        final byte[] content;

        /** How often the page had moved to a data region. */
        final int moved;

        LateFill(int file, int pageIndex, long ticket, PageIndex index, byte[] content, int moved) {
            this.moved = moved;
            this.file = file;
            this.pageIndex = pageIndex;
            this.ticket = ticket;
            this.index = index;
            this.content = content;
        }
    }
}
