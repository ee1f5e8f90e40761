package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.PageShape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which pages a tier refuses, and what it counts them as. */
class AdmissionTest {
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 2 << 20;

    private final Random random = new Random(11);
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES, PAGE_BYTES);
    private PageTier tier;
    private PageIndex index;
    private int next;

    AdmissionTest() {
        configuration.indexPages = TestPages::isIndexPage;
        configuration.compaction = false;
    }

    @AfterEach void everythingAddsUp() {
        rest();
        tier.pool().drainLimbo();
        TierChecker.check(tier);
        tier.close();
    }

    @Test void pagesThatDoNotCompressMayTakeMoreWhileThereIsRoom() {
        open(0);
        assertTrue(write(raw()));
        assertTrue(fill(raw()));
        assertEquals(2 * PAGE_BYTES, tier.stats().rawBytes);
    }

    @Test void pagesThatDoNotCompressHaveTheirShareOfAFullTier() {
        configuration.limitBytes = 4 * LIMIT_BYTES;
        open(0.25);
        fillUp();
        for (int i = 0; tier.stats().refusedRaw < 100; i++)
            offer(raw(), i % 2 == 0);
        for (int i = 0; i < 4000; i++)
            offer(raw(), i % 2 == 0);
        long rawBytes = tier.stats().rawBytes;
        assertTrue(rawBytes > configuration.limitBytes / 8, rawBytes + " bytes raw");
        assertTrue(rawBytes <= configuration.limitBytes * 0.3, rawBytes + " bytes raw");
    }

    @Test void withoutAShareTheyAreRefusedWhenItIsFull() {
        open(0);
        fillUp();
        assertFalse(write(raw()));
        assertEquals(1, tier.stats().refusedRaw);
        assertEquals(0, tier.stats().rawBytes);
        assertTrue(offerUntilTaken(text()));
    }

    @Test void withAllOfItTheyAreLikeAllOthers() {
        open(1);
        fillUp();
        for (int i = 0; i < 2000; i++) {
            write(raw());
            if (i % 5 == 0)
                rest();
        }
        assertEquals(0, tier.stats().refusedRaw);
        assertTrue(tier.stats().rawBytes > LIMIT_BYTES / 2, tier.stats().rawBytes + " bytes raw");
    }

    @Test void theyGoFirstWhenTheyHaveMoreThanTheirShare() {
        open(0.1);
        for (int i = 0; i < 300; i++)
            write(raw());
        long before = tier.stats().rawBytes;
        assertTrue(before > LIMIT_BYTES / 4, before + " bytes raw");
        PageIndex texts = tier.openIndex("texts");
        int pages = 0;
        while (tier.stats().rawBytes == before && pages < 10_000)
            writeTo(texts, pages++);
        for (int i = 0; i < 50; i++)
            writeTo(texts, pages++);
        rest();
        int held = 0;
        for (int i = 0; i < pages; i++)
            held += tier.read(texts, i, page) ? 1 : 0;
        assertTrue(held > pages - 10, held + " of " + pages + " that compress");
        assertTrue(tier.stats().rawBytes < before, "raw pages left first");
    }

    @Test void dirtyPagesAreKeptWhateverTheyCompressTo() {
        open(0);
        fillUp();
        assertTrue(Awaitility.await().until(() -> tier.keepDirty(index, next++, tier.clears(index), raw(), 0), kept -> kept));
        assertEquals(0, tier.stats().refusedRaw);
        tier.closeIndex(index);
    }

    @Test void readPagesWaitForRoomAndOthersTry() {
        open(1);
        synchronized (tier.evictor()) {
            while (tier.stats().refusedFull == 0)
                write(text());
            long full = tier.stats().refusedFull;
            for (int i = 0; i < 100; i++)
                assertFalse(fill(text()));
            assertEquals(100, tier.stats().refusedHysteresis);
            assertEquals(full, tier.stats().refusedFull);
            for (int i = 0; tier.stats().refusedFull == full && i < 100; i++)
                write(raw());
            assertEquals(100, tier.stats().refusedHysteresis);
            assertEquals(full + 1, tier.stats().refusedFull);
        }
        Awaitility.await().until(() -> fill(text()));
    }

    @Test void onlyIndexPagesIfThatIsThePolicy() {
        GroupSettings settings = new GroupSettings();
        settings.pages = PagePolicy.INDEX_ONLY;
        configuration.groups = group -> settings;
        open(1);
        assertFalse(write(text()));
        assertFalse(fill(text()));
        assertFalse(tier.keepDirty(index, next++, tier.clears(index), text(), 0));
        assertEquals(3, tier.stats().refusedPolicy);
        assertTrue(write(indexPage()));
        assertTrue(fill(indexPage()));
        assertEquals(2, tier.stats().indexPages);
    }

    @Test void whatIsStaleOrThereAlreadyIsCounted() {
        open(1);
        long ticket = tier.ticket(index, 5);
        tier.endWrite(index, 5, tier.beginWrite(index, 5), text(), 0);
        assertFalse(tier.fill(index, 5, ticket, text(), 0));
        assertFalse(tier.fill(index, 5, tier.ticket(index, 5), text(), 0));
        assertEquals(2, tier.stats().refusedStale);
        assertEquals(1, tier.stats().stores);
    }

    @Test void whatCannotBeEncodedIsCounted() {
        configuration.shape = new FailingShape();
        open(1);
        assertThrows(IllegalStateException.class, () -> write(text()));
        assertThrows(IllegalStateException.class, () -> fill(text()));
        assertThrows(IllegalStateException.class, () -> tier.keepDirty(index, next++, tier.clears(index), text(), 0));
        assertEquals(3, tier.stats().refusedFailed);
        assertEquals(3, tier.stats().refusals() + tier.stats().stores);
    }

    private void open(double maxRawShare) {
        configuration.maxRawShare = maxRawShare;
        tier = PageTier.open(configuration);
        index = tier.openIndex("file");
    }

    /** With pages that compress. */
    private void fillUp() {
        while (!tier.evictor().isAboveLow())
            write(text());
    }

    private boolean offerUntilTaken(ByteBuffer offered) {
        return Awaitility.await().until(() -> fill(offered), taken -> taken);
    }

    private void offer(ByteBuffer offered, boolean read) {
        if (read)
            fill(offered);
        else
            write(offered);
    }

    private boolean write(ByteBuffer offered) {
        long before = tier.stats().stores;
        int pageIndex = next++;
        tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), offered, 0);
        return tier.stats().stores > before;
    }

    /** A page that finds no room is offered again when the evictor has made some. */
    private void writeTo(PageIndex file, int pageIndex) {
        long stores = tier.stats().stores;
        while (tier.stats().stores == stores) {
            tier.endWrite(file, pageIndex, tier.beginWrite(file, pageIndex), text(), 0);
            if (tier.stats().stores == stores)
                rest();
        }
    }

    /** For the evictor: on a busy machine it would be late, and pages be refused. */
    private void rest() {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> tier.evictor().isIdle());
    }

    private boolean fill(ByteBuffer offered) {
        int pageIndex = next++;
        return tier.fill(index, pageIndex, tier.ticket(index, pageIndex), offered, 0);
    }

    private ByteBuffer raw() {
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, random.nextLong());
        return page.put(PAGE_BYTES - 1, (byte)0);
    }

    private ByteBuffer text() {
        return TestPages.text(page, random);
    }

    private ByteBuffer indexPage() {
        return TestPages.indexPage(page, random);
    }

    private static final class FailingShape implements PageShape {
        @Override public int strip(ByteBuffer page, ByteBuffer stripped) {
            throw new IllegalStateException("cannot be stripped");
        }

        @Override public void restore(ByteBuffer page, int strippedBytes) {
            throw new AssertionError("none was stripped");
        }
    }
}
