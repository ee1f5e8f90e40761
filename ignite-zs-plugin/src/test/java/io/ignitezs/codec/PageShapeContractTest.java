package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PageShape} must do; a subclass gives the shape and pages for it. */
public abstract class PageShapeContractTest {
    private PageShape shape;

    protected abstract PageShape newShape();

    /** Pages of one length under names for messages: some that can be stripped, some that cannot. */
    protected abstract Map<String, byte[]> pages() throws Exception;

    /**
     * What must come back for a page: every byte that its owner may look at, and zeros where it may not. To be found without
     * the shape. By default the owner may look at all of them.
     */
    protected byte[] meaningful(byte[] page) {
        return page;
    }

    @BeforeEach
    void makeShape() {
        shape = newShape();
    }

    @Test
    void hasPagesOfBothSorts() throws Exception {
        assertTrue(pages().values().stream().anyMatch(page -> strip(page, (byte)0).length < page.length), "can be stripped");
        assertTrue(pages().values().stream().anyMatch(page -> strip(page, (byte)0).length == page.length), "cannot be stripped");
    }

    @Test
    void keepsOneByteAtLeastAndAPageAtMost() throws Exception {
        forEachPage((name, page) -> {
            int strippedBytes = strip(page, (byte)0).length;
            assertTrue(strippedBytes > 0 && strippedBytes <= page.length, name + ": " + strippedBytes);
        });
    }

    @Test
    void stripsTheSameWhateverTheBufferHeldBefore() throws Exception {
        forEachStrippedPage((name, page) -> assertArrayEquals(strip(page, (byte)0), strip(page, (byte)0x5A), name));
    }

    @Test
    void bringsBackWhatMatters() throws Exception {
        forEachStrippedPage((name, page) -> {
            byte[] stripped = strip(page, (byte)0);
            assertArrayEquals(meaningful(page), restore(stripped, page.length, (byte)0), name);
        });
    }

    @Test
    void bringsBackTheSameWhateverThePageHeldBefore() throws Exception {
        forEachStrippedPage((name, page) -> {
            byte[] stripped = strip(page, (byte)0);
            for (byte before : new byte[] {0, 1, 0x5A, -1})
                assertArrayEquals(meaningful(page), restore(stripped, page.length, before), name + ", over " + before);
        });
    }

    @Test
    void stripsAPageThatWasBroughtBackToTheSameBytes() throws Exception {
        forEachStrippedPage((name, page) -> {
            byte[] stripped = strip(page, (byte)0);
            assertArrayEquals(stripped, strip(restore(stripped, page.length, (byte)-1), (byte)0), name);
        });
    }

    private void forEachPage(BiConsumer<String, byte[]> test) throws Exception {
        Map<String, byte[]> pages = pages();
        assertFalse(pages.isEmpty());
        pages.forEach(test);
    }

    private void forEachStrippedPage(BiConsumer<String, byte[]> test) throws Exception {
        forEachPage((name, page) -> {
            if (strip(page, (byte)0).length < page.length)
                test.accept(name, page);
        });
    }

    private byte[] strip(byte[] content, byte before) {
        GuardedMemory page = GuardedMemory.of(content);
        GuardedMemory stripped = filled(content.length, before);
        int strippedBytes = shape.strip(wholeBuffer(page), wholeBuffer(stripped));
        page.checkGuards();
        stripped.checkGuards();
        assertArrayEquals(content, page.content(), "the page itself");
        return strippedBytes == content.length ? content : Arrays.copyOf(stripped.content(), strippedBytes);
    }

    private byte[] restore(byte[] stripped, int pageBytes, byte before) {
        GuardedMemory page = filled(pageBytes, before);
        Memory.copy(stripped, 0, page.address(), stripped.length);
        shape.restore(wholeBuffer(page), stripped.length);
        page.checkGuards();
        return page.content();
    }

    private static GuardedMemory filled(int bytes, byte before) {
        GuardedMemory memory = new GuardedMemory(bytes);
        Memory.fill(memory.address(), bytes, before);
        return memory;
    }

    private static ByteBuffer wholeBuffer(GuardedMemory memory) {
        return memory.buffer().clear();
    }
}
