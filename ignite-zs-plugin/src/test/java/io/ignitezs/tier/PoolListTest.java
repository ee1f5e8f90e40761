package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolListTest {
    private static final int PAGE_BYTES = 4096;
    private static final int COST_BYTES = 1234;

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach void name() {
        file = directory.resolve("list.bin");
    }

    @ParameterizedTest @ValueSource(longs = {1, 2, 3})
    void isReadAsItWasWritten(long seed) throws IOException {
        Map<String, TreeMap<Integer, Integer>> pages = random(seed, 50, 2000);
        write(pages);
        assertEquals(pages, read(), "seed " + seed);
        try (PoolList list = PoolList.open(file, PAGE_BYTES)) {
            assertEquals(COST_BYTES, list.pageCostBytes());
            assertEquals(pages.values().stream().mapToLong(TreeMap::size).sum(), list.pages());
        }
    }

    @Test void pagesAtTheEndsOfTheRange() throws IOException {
        Map<String, TreeMap<Integer, Integer>> pages = Map.of("a", new TreeMap<>(Map.of(0, 7, 1, 0, Integer.MAX_VALUE, 7)), "b", new TreeMap<>());
        write(pages);
        assertEquals(pages, read());
    }

    @Test void aPageTakesOneOrTwoBytes() throws IOException {
        TreeMap<Integer, Integer> pages = new TreeMap<>();
        for (int page = 0; page < 10_000; page += 1 + page % 40)
            pages.put(page, page % PoolList.RANKS);
        write(Map.of("file", pages));
        assertTrue(Files.size(file) < 2L * pages.size() + 200, () -> Files.exists(file) + " " + pages.size());
    }

    @Test void whateverIsTornIsRefused() throws IOException {
        write(random(4, 3, 20));
        byte[] whole = Files.readAllBytes(file);
        for (int bytes = 0; bytes < whole.length; bytes++) {
            Files.write(file, Arrays.copyOf(whole, bytes));
            assertRefused();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused();
    }

    @Test void everyFlippedBitIsFound() throws IOException {
        write(random(5, 3, 20));
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            whole[bit / 8] ^= 1 << bit % 8;
            Files.write(file, whole);
            assertRefused();
            whole[bit / 8] ^= 1 << bit % 8;
        }
    }

    @Test void listsOfOthersAreRefused() throws IOException {
        write(random(6, 3, 20));
        assertEquals("its pages have 4096 bytes, not 8192", assertThrows(IOException.class, () -> PoolList.open(file, 8192).close()).getMessage());
        Files.writeString(file, "something else altogether");
        assertEquals("it is no page list of this version", assertRefused().getMessage());
        assertThrows(IOException.class, () -> PoolList.open(directory, PAGE_BYTES).close());
    }

    /** Wherever writing fails: the list of before is there, and nothing beside it. */
    @Test void aFailureLeavesTheListOfBefore() throws IOException {
        Map<String, TreeMap<Integer, Integer>> before = random(7, 2, 10);
        write(before);
        Map<String, TreeMap<Integer, Integer>> next = random(8, 20, 3000);
        int failures = 0;
        for (int calls = 0; !succeeds(next, calls); calls++, failures++) {
            assertEquals(before, read(), "failed at call " + calls);
            assertNothingBeside();
        }
        assertEquals(next, read());
        assertTrue(failures > 5, failures + " places to fail");
    }

    @Test void whatAKilledWriterLeavesDoesNoHarm() throws IOException {
        Map<String, TreeMap<Integer, Integer>> before = random(9, 2, 10);
        write(before);
        Files.write(directory.resolve("list.bin.killed" + PoolListWriter.TEMPORARY_SUFFIX), new byte[1_000_000]);
        assertEquals(before, read());
        Map<String, TreeMap<Integer, Integer>> next = random(10, 2, 10);
        write(next);
        assertEquals(next, read());
        assertNothingBeside();
    }

    @Test void withoutCommitNothingChanges() throws IOException {
        try (PoolListWriter writer = PoolListWriter.open(file, PAGE_BYTES, FileOutputStream::new, () -> false)) {
            writer.beginFile("file");
            writer.add(1, 1);
            writer.endFile();
        }
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @Test void aWriterThatWasGivenUpHarmsNobody() throws IOException {
        Map<String, TreeMap<Integer, Integer>> before = random(11, 2, 10);
        write(before);
        AtomicBoolean isGivenUp = new AtomicBoolean();
        PoolListWriter old = PoolListWriter.open(file, PAGE_BYTES, FileOutputStream::new, isGivenUp::get);
        old.beginFile("old");
        isGivenUp.set(true);
        try (PoolListWriter next = PoolListWriter.open(file, PAGE_BYTES, FileOutputStream::new, () -> false)) {
            next.beginFile("next");
            old.add(1, 1);
            old.endFile();
            assertThrows(IOException.class, () -> old.commit(COST_BYTES));
            old.close();
            assertEquals(before, read());
            next.add(2, 2);
            next.endFile();
            next.commit(COST_BYTES);
        }
        assertEquals(Map.of("next", new TreeMap<>(Map.of(2, 2))), read());
    }

    private void assertNothingBeside() throws IOException {
        try (var left = Files.list(directory)) {
            assertEquals(List.of(file), left.collect(Collectors.toList()));
        }
    }

    private IOException assertRefused() {
        return assertThrows(IOException.class, () -> PoolList.open(file, PAGE_BYTES).close());
    }

    private boolean succeeds(Map<String, TreeMap<Integer, Integer>> pages, int calls) {
        try {
            write(pages, target -> new Failing(target, calls));
            return true;
        }
        catch (IOException e) {
            assertEquals("injected", e.getMessage());
            return false;
        }
    }

    private void write(Map<String, TreeMap<Integer, Integer>> pages) throws IOException {
        write(pages, FileOutputStream::new);
    }

    private void write(Map<String, TreeMap<Integer, Integer>> pages, PoolListWriter.Opener opener) throws IOException {
        try (PoolListWriter writer = PoolListWriter.open(file, PAGE_BYTES, opener, () -> false)) {
            for (Map.Entry<String, TreeMap<Integer, Integer>> one : pages.entrySet()) {
                writer.beginFile(one.getKey());
                for (Map.Entry<Integer, Integer> page : one.getValue().entrySet())
                    writer.add(page.getKey(), page.getValue());
                writer.endFile();
            }
            writer.commit(COST_BYTES);
        }
    }

    private Map<String, TreeMap<Integer, Integer>> read() throws IOException {
        Map<String, TreeMap<Integer, Integer>> pages = new TreeMap<>();
        try (PoolList list = PoolList.open(file, PAGE_BYTES)) {
            for (String name = list.nextFile(); name != null; name = list.nextFile()) {
                TreeMap<Integer, Integer> ofFile = new TreeMap<>();
                for (int page = list.nextPage(); page >= 0; page = list.nextPage())
                    ofFile.put(page, list.rank());
                pages.put(name, ofFile);
            }
        }
        return pages;
    }

    private static Map<String, TreeMap<Integer, Integer>> random(long seed, int files, int pages) {
        Random random = new Random(seed);
        Map<String, TreeMap<Integer, Integer>> made = new TreeMap<>();
        for (int number = 0; number < files; number++) {
            TreeMap<Integer, Integer> ofFile = new TreeMap<>();
            while (ofFile.size() < pages)
                ofFile.put(random.nextInt(1 << 1 + random.nextInt(30)) + ofFile.size(), random.nextInt(PoolList.RANKS));
            made.put("cache-" + number + "/part-" + number + ".bin", ofFile);
        }
        return made;
    }

    /** Does so many calls, and no more. */
    private static final class Failing extends FileOutputStream {
        private int left;

        private Failing(File file, int calls) throws IOException {
            super(file);
            left = calls;
        }

        @Override public void write(byte[] bytes, int offset, int length) throws IOException {
            fail();
            super.write(bytes, offset, length);
        }

        @Override public void flush() throws IOException {
            fail();
            super.flush();
        }

        private void fail() throws IOException {
            if (left-- == 0)
                throw new IOException("injected");
        }
    }
}
