package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One or two bits of a page's entry, or one of it and one of the header of its chunk, are flipped; then something is done. The chunk's dirty pages are read and
 * get into their file as they are, or are named as lost: none is missed, taken for clean or replaced by its file's page, whichever bits these were. One bit of
 * an entry whose page is not dirty loses nothing. Of fields whose bits are all alike only some are flipped; {@code -Dstep=1} takes all, for a minute or two.
 */
class FlippedEntryTest {
    private static final int DIRTY = 5;
    private static final int CLEAN = 6;
    private static final int DIRTY_TOO = 9;
    private static final int EMPTY = 11;
    private static final int PAGE_BYTES = 1024;
    private static final int HEADER_BYTES = 16;
    private static final int STEP = Integer.getInteger("step", 16);
    private static final int ENTRY_BITS = Entry.BYTES * Byte.SIZE;
    private static final int BITS = ENTRY_BITS + HEADER_BYTES * Byte.SIZE;
    private static final int MAX_ROUNDS = 5;

    /** What was stored, and what the file has. */
    private static final int NEW = 1;
    private static final int OLD = 2;

    /** Of each, which bits lead to it, and a dot for each case more. */
    private final TreeMap<String, String> problems = new TreeMap<>();
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ByteBuffer found = TestPages.direct(PAGE_BYTES);
    private final Set<Integer> written = new HashSet<>();
    private PageTier tier;
    private PageIndex index;

    /** What is done to a page whose entry is damaged, or to another one of its chunk. */
    enum Deed {
        NOTHING, READ, TAKE, LEAVE_REGION, FILL, EVICT, WRITE, WRITE_BACK, FILL_ANOTHER, TAKE_ANOTHER, DAMAGE_ANOTHER, FORGET_OTHERS
    }

    @ParameterizedTest
    @EnumSource
    void ofADirtyPage(Deed deed) {
        flipAll(deed, DIRTY);
    }

    @ParameterizedTest
    @EnumSource
    void ofACleanPage(Deed deed) {
        flipAll(deed, CLEAN);
    }

    @ParameterizedTest
    @EnumSource
    void ofAnEntryWithoutAPage(Deed deed) {
        flipAll(deed, EMPTY);
    }

    /** There is a new tier for each field: damaged entries leave objects behind, and what pages take is counted wrongly after two bits of a length. */
    private void flipAll(Deed deed, int damaged) {
        for (int bit = 0; bit < ENTRY_BITS; bit++) {
            if (bit % Integer.SIZE == 0)
                reopen();
            for (int other = bit; other < BITS && isMeant(bit); other++)
                if (isMeant(other))
                    flip(deed, damaged, bit, other);
        }
        tier.close();
        assertEquals(new TreeMap<>(), problems);
    }

    /** Of an entry's handle and checksum, and a header's index number, cell and entries in use, all bits are alike. */
    private static boolean isMeant(int bit) {
        return bit % STEP == STEP - 1 || bit / Integer.SIZE == 2 || bit / Integer.SIZE == 7;
    }

    private void flip(Deed deed, int damaged, int bit, int other) {
        store();
        flip(damaged, bit);
        if (other != bit)
            flip(damaged, other);
        try {
            actAndRequire(deed, damaged, damaged == DIRTY || bit != other);
            tier.closeIndex(index);
        }
        catch (RuntimeException | AssertionError e) {
            problems.merge(String.valueOf(e), bit + "+" + other, (one, more) -> one.length() > 100 ? one + '.' : one + ' ' + more);
        }
    }

    private void actAndRequire(Deed deed, int damaged, boolean mayBeLost) {
        try {
            act(deed, damaged);
            requireAll(damaged != DIRTY || deed != Deed.WRITE);
        }
        catch (LostPageException named) {
            assertTrue(mayBeLost, named::toString);
        }
    }

    private void act(Deed deed, int damaged) {
        switch (deed) {
            case NOTHING: break;
            case READ: tier.read(index, damaged, found); break;
            case TAKE: tier.take(index, damaged, found); break;
            case LEAVE_REGION: fill(damaged, tier.leftRegion(index, damaged)); break;
            case FILL: fill(damaged, tier.ticket(index, damaged)); break;
            case EVICT: evict(); break;
            case WRITE: write(damaged); break;
            case WRITE_BACK: writeBack(); break;
            case FILL_ANOTHER: fill(EMPTY + 1, tier.ticket(index, EMPTY + 1)); break;
            case TAKE_ANOTHER: tier.take(index, damaged == CLEAN ? DIRTY_TOO : CLEAN, found); evict(); break;
            case DAMAGE_ANOTHER: damageAnother(); break;
            case FORGET_OTHERS: forgetOthers(); break;
            default: throw new AssertionError(deed);
        }
    }

    /** Then the damaged entry is the only one that is in use, or the other dirty page's is. */
    private void forgetOthers() {
        tier.forget(index, DIRTY_TOO);
        written.add(DIRTY_TOO);
        tier.forget(index, CLEAN);
        damageAnother();
    }

    /** An entry without a page; the evictor's hand clears it, and entries in use are counted again. */
    private void damageAnother() {
        flip(EMPTY + 1, 0);
        evict();
    }

    /** Reads what is dirty, and writes it back. */
    private void requireAll(boolean isDirty) {
        if (isDirty)
            requireDirty(DIRTY);
        else
            written.add(DIRTY);
        requireDirty(DIRTY_TOO);
        writeBack();
        assertTrue(written.contains(DIRTY) && written.contains(DIRTY_TOO), "a dirty page was not written");
    }

    private void requireDirty(int pageIndex) {
        if (!written.contains(pageIndex)) {
            assertTrue(tier.read(index, pageIndex, found), "a dirty page is gone");
            requireNew(pageIndex);
        }
    }

    private void requireNew(int pageIndex) {
        fill(page, pageIndex, NEW);
        assertEquals(-1, page.mismatch(found), "a wrong page");
    }

    /** As a checkpoint does. */
    private void writeBack() {
        int rounds = 0;
        do {
            assertTrue(rounds++ < MAX_ROUNDS, "writing back does not end");
            for (int next = tier.nextDirty(index, 0); next >= 0; next = tier.nextDirty(index, next + 1))
                writeBack(next);
        }
        while (tier.dirtyPages(index) > 0 && tier.missedDirty(index));
    }

    private void writeBack(int pageIndex) {
        DirtyPage version = new DirtyPage();
        if (!tier.readDirty(index, pageIndex, found, version))
            return;
        requireNew(pageIndex);
        assertTrue(tier.cleaned(index, pageIndex, version, true), "not cleaned");
        written.add(pageIndex);
    }

    private void store() {
        index = tier.openIndex("part-7.bin");
        written.clear();
        write(CLEAN);
        keepDirty(DIRTY);
        keepDirty(DIRTY_TOO);
    }

    private void keepDirty(int pageIndex) {
        fill(page, pageIndex, NEW);
        assertTrue(tier.keepDirty(index, pageIndex, tier.clears(index), page, 0));
    }

    private void write(int pageIndex) {
        long ticket = tier.beginWrite(index, pageIndex);
        fill(page, pageIndex, NEW);
        tier.endWrite(index, pageIndex, ticket, page, 0);
    }

    private void fill(int pageIndex, long ticket) {
        fill(page, pageIndex, OLD);
        tier.fill(index, pageIndex, ticket, page, 0);
    }

    private static void fill(ByteBuffer page, int pageIndex, int version) {
        for (int offset = 0; offset < page.capacity(); offset += Long.BYTES)
            page.putLong(offset, offset < Long.BYTES ? (long)version << Integer.SIZE | pageIndex : 0x2020202020202020L);
    }

    private void evict() {
        tier.control().evict(Long.MAX_VALUE, (done, total) -> { });
    }

    /** @param bit of the page's entry, or if it is too high for that, of the chunk's header, which is before its entries */
    private void flip(int place, int bit) {
        int chunk = index.chunk(0);
        long address = bit < ENTRY_BITS ? tier.entries().chunks().entry(chunk, place) + bit / Byte.SIZE
            : tier.entries().chunks().entry(chunk, 0) - HEADER_BYTES + (bit - ENTRY_BITS) / Byte.SIZE;
        Memory.putByte(address, (byte)(Memory.getByte(address) ^ 1 << bit % Byte.SIZE));
    }

    private void reopen() {
        if (tier != null)
            tier.close();
        TierConfiguration configuration = TestTiers.ofBytes(8 << 20, PAGE_BYTES);
        configuration.compaction = false;
        tier = PageTier.open(configuration);
    }
}
