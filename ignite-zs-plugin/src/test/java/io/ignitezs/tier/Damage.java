package io.ignitezs.tier;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.pool.PoolDamage;
import java.util.Random;

/** Flips one random bit somewhere in a tier that is in use. */
public final class Damage {
    /** Where. */
    enum Place { OBJECT, ENTRY, CHUNK_HEADER, DIRECTORY, LOCATION, SLOT_HEADER, FREE_RECORD }

    private static final int HEADER_BYTES = 16;

    private final PageTier tier;
    private final Random random;
    private final EntrySnapshot entry = new EntrySnapshot();
    private final Segments object = new Segments();

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

    /** As {@link #inflict(PageTier, int, Random)}, in entries only. @return how many */
    public static int inflictOnEntries(PageTier tier, int flips, Random random) {
        return inflict(tier, flips, random, Place.ENTRY);
    }

    private static int inflict(PageTier tier, int flips, Random random, Place... places) {
        Damage damage = new Damage(tier, random);
        EntryChunks chunks = tier.entries().chunks();
        int inflicted = 0;
        for (int tries = 0; tries < 100 * flips && inflicted < flips && chunks.end() > 1; tries++) {
            int chunk = 1 + random.nextInt(chunks.end() - 1);
            PageIndex index = tier.indexes().get(chunks.indexNumber(chunk));
            int pageIndex = chunks.cell(chunk) << EntryChunks.SHIFT | random.nextInt(EntryChunks.ENTRIES);
            if (index != null && damage.isPresent(index, pageIndex) && damage.inflict(places[random.nextInt(places.length)], index, pageIndex))
                inflicted++;
        }
        return inflicted;
    }

    /** @return whether there was such a place */
    boolean inflict(Place place, PageIndex index, int pageIndex) {
        switch (place) {
            case OBJECT: return object(index, pageIndex);
            case ENTRY: return inChunk(index, pageIndex, HEADER_BYTES + (pageIndex & EntryChunks.ENTRIES - 1) * Entry.BYTES, Entry.BYTES);
            case CHUNK_HEADER: return inChunk(index, pageIndex, 0, HEADER_BYTES);
            case DIRECTORY: return directory(index, pageIndex >>> EntryChunks.SHIFT);
            case LOCATION: return PoolDamage.location(tier.pool(), random);
            case SLOT_HEADER: return PoolDamage.slotHeader(tier.pool(), random);
            case FREE_RECORD: return PoolDamage.freeRecord(tier.pool(), random);
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
            int chunk = index.chunkToDetach(pageIndex >>> EntryChunks.SHIFT);
            if (chunk == 0)
                return false;
            flip(tier.entries().chunks().entry(chunk, 0) - HEADER_BYTES + offset + random.nextInt(bytes));
            return true;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    private boolean directory(PageIndex index, int cell) {
        if (cell >= index.directory().length)
            return false;
        index.directory()[cell] ^= 1 << random.nextInt(Integer.SIZE);
        return true;
    }

    private void flip(long address) {
        Memory.putByte(address, (byte)(Memory.getByte(address) ^ 1 << random.nextInt(Byte.SIZE)));
    }
}
