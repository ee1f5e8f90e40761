package io.ignitezs.tier;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.PoolDamage;
import java.util.Random;
import java.util.function.BiPredicate;

/** Flips one random bit somewhere in a tier that is in use. */
public final class Damage {
    /** Where. */
    enum Place { OBJECT, ENTRY, CHUNK_HEADER, DIRECTORY, LOCATION, SLOT_HEADER, FREE_RECORD, CHAIN_RECORD }

    private static final int HEADER_BYTES = 16;

    private final PageTier tier;
    private final Random random;
    private final EntrySnapshot entry = new EntrySnapshot();
    private final Segments object = new Segments();
    private String last;

    Damage(PageTier tier, Random random) {
        this.tier = tier;
        this.random = random;
    }

    /** Flips bits of objects, entries, locations and slot headers of whatever pages there are. @return how many */
    public static int inflict(PageTier tier, int flips, Random random) {
        return inflict(tier, flips, random, Place.OBJECT, Place.OBJECT, Place.ENTRY, Place.LOCATION, Place.SLOT_HEADER);
    }

    /** As {@link #inflict(PageTier, int, Random)}, in stored bytes only. @return how many */
    public static int inflictOnObjects(PageTier tier, int flips, Random random) {
        return inflict(tier, flips, random, Place.OBJECT);
    }

    /** As {@link #inflictOnObjects}, of pages that are not in their files. @return how many */
    public static int inflictOnDirtyObjects(PageTier tier, int flips, Random random) {
        return inflict(tier, flips, random, tier::isDirty, Place.OBJECT);
    }

    /** As {@link #inflict(PageTier, int, Random)}, in entries only. @return how many */
    public static int inflictOnEntries(PageTier tier, int flips, Random random) {
        return inflict(tier, flips, random, Place.ENTRY);
    }

    private static int inflict(PageTier tier, int flips, Random random, Place... places) {
        return inflict(tier, flips, random, (index, pageIndex) -> true, places);
    }

    private static int inflict(PageTier tier, int flips, Random random, BiPredicate<PageIndex, Integer> wanted, Place... places) {
        Damage damage = new Damage(tier, random);
        EntryChunks chunks = tier.entries().chunks();
        int inflicted = 0;
        for (int tries = 0; tries < 100 * flips && inflicted < flips && chunks.end() > 1; tries++) {
            int chunk = 1 + random.nextInt(chunks.end() - 1);
            PageIndex index = tier.indexes().get(chunks.indexNumber(chunk));
            int pageIndex = chunks.cell(chunk) << EntryChunks.SHIFT | random.nextInt(EntryChunks.ENTRIES);
            if (index != null && damage.isPresent(index, pageIndex) && wanted.test(index, pageIndex)
                && damage.inflict(places[random.nextInt(places.length)], index, pageIndex))
                inflicted++;
        }
        return inflicted;
    }

    /** Flips one bit of the first cell of each file's directory; twice the same is as before. */
    public static void flipDirectories(PageTier tier, int bit) {
        for (int number = 1; tier.indexes().get(number) != null; number++)
            tier.indexes().get(number).directory()[0] ^= 1 << bit;
    }

    /** What was flipped last: where in the page's entry, its chunk's header or the directory, or else only of what kind it is. */
    String last() {
        return last;
    }

    /** @return whether there was such a place */
    boolean inflict(Place place, PageIndex index, int pageIndex) {
        last = place.name();
        switch (place) {
            case OBJECT: return object(index, pageIndex);
            case ENTRY: return inChunk(index, pageIndex, HEADER_BYTES + (pageIndex & EntryChunks.ENTRIES - 1) * Entry.BYTES, Entry.BYTES);
            case CHUNK_HEADER: return inChunk(index, pageIndex, 0, HEADER_BYTES);
            case DIRECTORY: return directory(index, pageIndex >>> EntryChunks.SHIFT);
            case LOCATION: return PoolDamage.location(tier.pool(), random);
            case SLOT_HEADER: return PoolDamage.slotHeader(tier.pool(), random);
            case FREE_RECORD: return PoolDamage.freeRecord(tier.pool(), random);
            case CHAIN_RECORD: return PoolDamage.chainRecord(tier.pool(), random);
            default: throw new AssertionError(place);
        }
    }

    /** Whether a page has an entry in use. */
    boolean isPresent(PageIndex index, int pageIndex) {
        try {
            return tier.entries().reads().read(index, pageIndex, entry);
        }
        catch (RuntimeException damagedAlready) {
            return false;
        }
    }

    private boolean object(PageIndex index, int pageIndex) {
        try {
            if (!isPresent(index, pageIndex) || !Entry.hasObject(entry.kind))
                return false;
            int pin = tier.pool().beginRead(entry.handle(), entry.storedBytes(), object);
            if (pin == 0)
                return false;
            flip(object.firstAddress() + random.nextInt(object.firstBytes()));
            tier.pool().endRead(pin);
            return true;
        }
        catch (RuntimeException damagedAlready) {
            return false;
        }
    }

    /** Under the stripe, so that nothing but the bit changes. */
    private boolean inChunk(PageIndex index, int pageIndex, int offset, int bytes) {
        long stripe = tier.entries().stripes().of(index.number(), pageIndex >>> EntryChunks.SHIFT);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
            if (chunk == 0)
                return false;
            int at = random.nextInt(bytes);
            int bit = flip(tier.entries().chunks().entry(chunk, 0) - HEADER_BYTES + offset + at);
            last = (offset == 0 ? "header" : "entry") + " byte " + at + " bit " + bit;
            return true;
        }
        catch (ZsCorruptionException damagedDirectory) {
            return false;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Two flipped bits of one cell are more than its parity shows. */
    private boolean directory(PageIndex index, int cell) {
        if (cell >= index.directory().length || (Integer.bitCount(index.directory()[cell]) & 1) != 0)
            return false;
        int bit = random.nextInt(Integer.SIZE);
        index.directory()[cell] ^= 1 << bit;
        last = "directory bit " + bit;
        return true;
    }

    private int flip(long address) {
        int bit = random.nextInt(Byte.SIZE);
        Memory.putByte(address, (byte)(Memory.getByte(address) ^ 1 << bit));
        return bit;
    }
}
