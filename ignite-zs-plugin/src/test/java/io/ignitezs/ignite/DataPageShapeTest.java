package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.GarbageMeter;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.DataPagePayload;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.SimpleDataPageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data pages that Ignite's own code fills, empties and fragments at random, in all page sizes, plain and encrypted. */
class DataPageShapeTest {
    private static final int ENCRYPTION_TAIL_BYTES = 16;
    private static final SimpleDataPageIO IO = SimpleDataPageIO.VERSIONS.latest();
    private static final long PAGE_ID = PageIdUtils.pageId(1, PageIdAllocator.FLAG_DATA, 7);

    static Stream<Arguments> pages() {
        return Stream.of(1024, 2048, 4096, 8192, 16384).flatMap(pageBytes -> Stream.of(0, ENCRYPTION_TAIL_BYTES)
            .flatMap(tailBytes -> Stream.of(11L, 12L, 13L).map(seed -> Arguments.of(pageBytes, tailBytes, seed))));
    }

    @ParameterizedTest(name = "pageBytes={0} tailBytes={1} seed={2}")
    @MethodSource("pages")
    void everyRowSurvives(int pageBytes, int tailBytes, long seed) throws IgniteCheckedException {
        RandomPage page = new RandomPage(pageBytes, tailBytes, seed);
        ShapeProof proof = new ShapeProof(pageBytes);
        int shorter = 0;
        for (int step = 0; step < 400; step++) {
            page.randomStep();
            String what = "step " + step;
            int keptBytes = proof.prove(page.bytes(), page.readable(), what);
            assertTrue(page.freeBytes() < 2 || page.hasNoGap() || keptBytes < pageBytes, what + " was not stripped");
            shorter += keptBytes < pageBytes ? 1 : 0;
            page.checkRows(what);
        }
        assertTrue(shorter > 100, () -> "stripped pages should be common");
        assertTrue(page.fragmentedSteps > 20, () -> "holes should be common: " + page.fragmentedSteps);
    }

    @Test
    void emptyPageComesToItsHeader() {
        RandomPage page = new RandomPage(4096, 0, 1);
        int keptBytes = new ShapeProof(4096).prove(page.bytes(), page.readable(), "empty");
        assertEquals(SimpleDataPageIO.ITEMS_OFF, keptBytes);
    }

    @Test
    void wrongLengthIsRefused() {
        RandomPage page = new RandomPage(4096, 0, 1);
        byte[] tooLong = new byte[SimpleDataPageIO.ITEMS_OFF + 1];
        System.arraycopy(page.bytes(), 0, tooLong, 0, tooLong.length);
        assertThrows(ZsCorruptionException.class, () -> new ShapeProof(4096).restore(tooLong));
    }

    @Test
    void strippingMakesNoGarbage() throws IgniteCheckedException {
        RandomPage page = new RandomPage(4096, 0, 1);
        for (int step = 0; step < 50 || !page.hasHoles(); step++)
            page.randomStep();
        IgnitePageShape shape = new IgnitePageShape(4096);
        ByteBuffer stripped = direct(4096);
        assertTrue(shape.strip(page.buffer, stripped) < 4096);
        assertEquals(0, new GarbageMeter(() -> shape.restore(stripped, shape.strip(page.buffer, stripped))).bytesPerOperation());
    }

    @Test
    void damagedPageIsLeftWhole() throws IgniteCheckedException {
        RandomPage page = new RandomPage(4096, 0, 1);
        for (int step = 0; step < 50 || !page.hasHoles(); step++)
            page.randomStep();
        Memory.putChar(page.address + SimpleDataPageIO.ITEMS_OFF, 4095);
        assertEquals(4096, new IgnitePageShape(4096).strip(page.buffer, direct(4096)), "row at the last byte");
        Memory.putChar(page.address + SimpleDataPageIO.ITEMS_OFF, 3);
        assertEquals(4096, new IgnitePageShape(4096).strip(page.buffer, direct(4096)), "row in the header");
        Memory.putChar(page.address + SimpleDataPageIO.ITEMS_OFF - 2, 5000);
        assertEquals(4096, new IgnitePageShape(4096).strip(page.buffer, direct(4096)), "first row outside the page");
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** One page and the rows that should be in it. */
    private static final class RandomPage {
        private final int pageBytes;
        private final int usableBytes;
        private final ByteBuffer buffer;
        private final long address;
        private final Random random;
        private final Map<Integer, byte[]> rows = new HashMap<>();
        private int fragmentedSteps;

        private RandomPage(int pageBytes, int tailBytes, long seed) {
            this.pageBytes = pageBytes;
            usableBytes = pageBytes - tailBytes;
            buffer = direct(pageBytes);
            address = Memory.address(buffer);
            random = new Random(seed);
            IO.initNewPage(address, PAGE_ID, usableBytes, null);
        }

        private void randomStep() throws IgniteCheckedException {
            int freeBytes = IO.getFreeSpace(address);
            if (freeBytes > 0 && rows.size() < 250 && random.nextInt(10) < 6)
                add(1 + random.nextInt(Math.min(freeBytes, 1 + random.nextInt(pageBytes / 4))));
            else if (!rows.isEmpty())
                change(anyItem());
            fragmentedSteps += hasHoles() ? 1 : 0;
        }

        private void add(int rowBytes) throws IgniteCheckedException {
            byte[] row = new byte[rowBytes];
            random.nextBytes(row);
            if (random.nextInt(3) > 0)
                rows.put(IO.addRow(address, row, usableBytes), row);
            else
                addFragment(row);
        }

        private void addFragment(byte[] row) throws IgniteCheckedException {
            int item = nextItem();
            IO.addRowFragment(PAGE_ID, address, row, random.nextInt(2) * random.nextLong(), usableBytes);
            rows.put(item, row);
        }

        /** Ignite does not tell which item a fragment gets: the one that the first indirect item sets free, or a new one. */
        private int nextItem() {
            int directCount = IO.getDirectCount(address);
            int firstIndirect = Memory.getChar(address + SimpleDataPageIO.ITEMS_OFF + 2 * directCount);
            return indirectCount() > 0 && firstIndirect >>> 8 == directCount ? firstIndirect & 0xFF : directCount;
        }

        private void change(int item) throws IgniteCheckedException {
            if (random.nextInt(3) > 0) {
                IO.removeRow(address, item, usableBytes);
                rows.remove(item);
                return;
            }
            byte[] row = new byte[rows.get(item).length];
            random.nextBytes(row);
            if (IO.updateRow(address, item, usableBytes, row, null, row.length))
                rows.put(item, row);
        }

        private int anyItem() {
            List<Integer> items = new ArrayList<>(rows.keySet());
            return items.get(random.nextInt(items.size()));
        }

        private int freeBytes() {
            return IO.getRealFreeSpace(address);
        }

        private boolean hasHoles() {
            return freeBytes() != gapBytes();
        }

        private boolean hasNoGap() {
            return gapBytes() == 0;
        }

        private int gapBytes() {
            int firstRow = Memory.getChar(address + SimpleDataPageIO.ITEMS_OFF - 2);
            return firstRow - SimpleDataPageIO.ITEMS_OFF - 2 * (IO.getDirectCount(address) + indirectCount());
        }

        private int indirectCount() {
            return Memory.getByte(address + SimpleDataPageIO.ITEMS_OFF - 3) & 0xFF;
        }

        /** Encryption insists on zeros in the space that it needs, so that space counts as read. */
        private BitSet readable() {
            BitSet readable = ReadableBytes.of(IO, address, pageBytes);
            readable.set(usableBytes, pageBytes);
            return readable;
        }

        private byte[] bytes() {
            return ShapeProof.bytes(buffer, pageBytes);
        }

        private void checkRows(String what) {
            assertEquals(rows.size(), IO.getRowsCount(address), what);
            for (Map.Entry<Integer, byte[]> row : rows.entrySet()) {
                DataPagePayload payload = IO.readPayload(address, row.getKey(), usableBytes);
                assertArrayEquals(row.getValue(), payload.getBytes(address), what + ", item " + row.getKey());
            }
            assertEquals(PageIO.T_DATA_PART, PageIO.getType(address), what);
        }
    }
}
