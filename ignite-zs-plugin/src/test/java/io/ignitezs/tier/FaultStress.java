package io.ignitezs.tier;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tier beside files that are arrays, while random bits of it are flipped, its decoder fails and memory is refused; its own threads evict, compact and
 * migrate meanwhile. A page that is answered must be right. A clean one may be missed; a dirty one may only end in an exception. The tier must go
 * on taking and giving pages, and give all memory back at the end.
 * <pre>FaultStress &lt;seconds&gt; [seed]</pre>
 */
final class FaultStress implements AutoCloseable {
    private static final int FILES = 2;
    private static final int PAGES = 900;
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 600L * PAGE_BYTES;
    private static final int STEPS_PER_FAULT = 20;
    private static final int STEPS_AFTERWARDS = 6_000;
    private static final int MAX_ROUNDS = 10;

    private final FaultyMemory memory = new FaultyMemory();
    private final AtomicLong warnings = new AtomicLong();
    private final Random random;
    private final FaultyCodec codec;
    private final PageTier tier;
    private final Damage damage;
    private final FaultLog log;
    private final PageIndex[] indexes = new PageIndex[FILES];
    private final byte[][][] files = new byte[FILES][PAGES][];
    private final boolean[][] dirty = new boolean[FILES][PAGES];

    /** Chunks whose header was damaged: if a flag is damaged, too, nobody knows whether that page is dirty. */
    private final boolean[][] unsure = new boolean[FILES][PAGES / EntryChunks.ENTRIES + 1];
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ByteBuffer found = TestPages.direct(PAGE_BYTES);
    private final Map<Damage.Place, Integer> faults = new EnumMap<>(Damage.Place.class);
    private int version;
    private long hits;
    private long misses;
    private long lost;
    private long failedIndexes;

    public static void main(String[] arguments) {
        long end = System.nanoTime() + (long)(Double.parseDouble(arguments[0]) * TimeUnit.SECONDS.toNanos(1));
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.currentTimeMillis();
        for (; System.nanoTime() < end; seed++) {
            System.out.print("seed " + seed + ": ");
            System.out.println(run(seed, 300));
        }
    }

    /** A tier from its beginning to its end. @return what has happened in it */
    static String run(long seed, int faults) {
        try (FaultStress stress = new FaultStress(seed)) {
            for (int fault = 0; fault < faults; fault++)
                stress.fault();
            stress.goesOn();
            return stress.summary();
        }
    }

    private FaultStress(long seed) {
        random = new Random(seed);
        codec = new FaultyCodec(Codecs.parse(random.nextBoolean() ? "lz4" : "zstd:1"), new Random(seed + 1));
        tier = PageTier.open(configuration());
        damage = new Damage(tier, random);
        log = new FaultLog(tier);
        for (int file = 0; file < FILES; file++)
            indexes[file] = tier.openIndex("file " + file);
        for (int step = 0; step < PAGES; step++)
            write(random.nextInt(FILES), random.nextInt(PAGES));
    }

    private TierConfiguration configuration() {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = PAGE_BYTES;
        configuration.limitBytes = LIMIT_BYTES;
        configuration.codec = codec;
        configuration.memory = memory;
        configuration.compactionStartShare = 0.01;
        configuration.compactionStopShare = 0.005;
        configuration.compactionCpuShare = 1;
        configuration.warning = message -> warnings.incrementAndGet();
        return configuration;
    }

    private void fault() {
        Damage.Place place = Damage.Place.values()[random.nextInt(Damage.Place.values().length)];
        // One store of a node ends with its directory, so there are fewer of these.
        if (place == Damage.Place.DIRECTORY && random.nextInt(8) != 0)
            place = Damage.Place.ENTRY;
        int file = random.nextInt(FILES);
        int pageIndex = presentPage(file);
        if (damage.inflict(place, indexes[file], pageIndex)) {
            faults.merge(place, 1, Integer::sum);
            log.add(indexes[file], pageIndex, damage.last());
        }
        unsure[file][pageIndex >>> EntryChunks.SHIFT] |= place == Damage.Place.CHUNK_HEADER || hasUnsureEntries(file, pageIndex);
        memory.refuse(random.nextInt(10) == 0 ? bytes -> true : bytes -> false);
        codec.failsOnceIn(random.nextInt(4) == 0 ? 10 : 0);
        for (int step = 0; step < STEPS_PER_FAULT; step++)
            step(random.nextInt(FILES));
    }

    /** Whether two entries of a chunk do not say clearly that their pages are dirty: then its count does not say which it is. */
    private boolean hasUnsureEntries(int file, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        int directory = cell < indexes[file].cells() ? indexes[file].directory()[cell] : 0;
        int chunk = (Integer.bitCount(directory) & 1) == 0 ? directory >>> 1 : 0;
        int unsureEntries = 0;
        for (int place = 0; chunk != 0 && place < EntryChunks.ENTRIES; place++)
            unsureEntries += Entry.isSureWhetherDirty(tier.entries().chunks().entry(chunk, place)) ? 0 : 1;
        return unsureEntries > 1;
    }

    /** One that the tier has, if that can be found easily. */
    private int presentPage(int file) {
        int pageIndex = random.nextInt(PAGES);
        for (int tries = 0; tries < 20 && !damage.isPresent(indexes[file], pageIndex); tries++)
            pageIndex = random.nextInt(PAGES);
        return pageIndex;
    }

    /** Without new faults it still evicts and compacts, and answers most of what it is given. */
    private void goesOn() {
        memory.refuse(bytes -> false);
        codec.failsOnceIn(0);
        for (int step = 0; step < STEPS_AFTERWARDS; step++)
            step(random.nextInt(FILES));
        long before = hits;
        for (int step = 0; step < STEPS_AFTERWARDS; step++)
            step(random.nextInt(FILES));
        require(hits > before + STEPS_AFTERWARDS / 50, (hits - before) + " hits after the faults");
        tier.control().compact(null);
        long evictions = tier.stats().evictions;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (tier.stats().evictions == evictions && System.nanoTime() < end)
            write(random.nextInt(FILES), random.nextInt(PAGES));
        require(tier.stats().evictions > evictions, "nothing is evicted any more");
    }

    /** Whatever the directory of an index says costs the index, as it costs a store of a node. */
    private void step(int file) {
        int pageIndex = random.nextInt(PAGES);
        try {
            step(file, pageIndex, random.nextInt(1000));
        }
        catch (ZsCorruptionException e) {
            require(e.getMessage().contains("directory"), e.toString());
            failedIndexes++;
            reopen(file);
        }
    }

    private void step(int file, int pageIndex, int dice) {
        if (dice < 80)
            keepDirty(file, pageIndex);
        else if (dice < 90)
            writeBack(file);
        else if (dice < 350)
            write(file, pageIndex);
        else if (dice < 999)
            read(file, pageIndex, dice % 16 == 0);
        else if (random.nextBoolean())
            reopen(file);
        else
            truncate(file);
    }

    private void write(int file, int pageIndex) {
        long ticket = tier.beginWrite(indexes[file], pageIndex);
        TestPages.fill(page, pageIndex, version++, random);
        files[file][pageIndex] = bytes(page);
        dirty[file][pageIndex] = false;
        tier.endWrite(indexes[file], pageIndex, ticket, page, 0);
    }

    private void keepDirty(int file, int pageIndex) {
        TestPages.fill(page, pageIndex, version++, random);
        if (!tier.keepDirty(indexes[file], pageIndex, tier.clears(indexes[file]), page, 0))
            return;
        files[file][pageIndex] = bytes(page);
        dirty[file][pageIndex] = true;
    }

    private void read(int file, int pageIndex, boolean takes) {
        log.look(indexes[file], pageIndex);
        try {
            boolean hit = takes ? tier.take(indexes[file], pageIndex, found) : tier.read(indexes[file], pageIndex, found);
            if (hit)
                compare(file, pageIndex);
            else
                missed(file, pageIndex);
        }
        catch (LostPageException e) {
            loses(file, pageIndex, e);
        }
    }

    private void compare(int file, int pageIndex) {
        hits++;
        require(Arrays.equals(files[file][pageIndex], bytes(found)), file, pageIndex, "a wrong page");
    }

    private void missed(int file, int pageIndex) {
        misses++;
        require(!dirty[file][pageIndex], file, pageIndex, "a dirty page is silently gone");
        if (files[file][pageIndex] != null) {
            page.clear().put(files[file][pageIndex]).clear();
            tier.fill(indexes[file], pageIndex, tier.ticket(indexes[file], pageIndex), page, 0);
        }
    }

    /** The place must be named. What a node does then is write a newer version of the page, or recover. */
    private void loses(int file, int pageIndex, LostPageException e) {
        require(dirty[file][pageIndex] || unsure[file][pageIndex >>> EntryChunks.SHIFT], file, pageIndex, "a clean page is lost: " + e);
        require(e.getMessage().contains("file=file " + file + ',') && e.getMessage().contains("pageIndex=" + pageIndex), e.toString());
        lost++;
        write(file, pageIndex);
    }

    private void writeBack(int file) {
        DirtyPage token = new DirtyPage();
        int rounds = 0;
        try {
            do {
                require(rounds++ < MAX_ROUNDS, "writing back file " + file + " does not end");
                for (int next = tier.nextDirty(indexes[file], 0); next >= 0; next = tier.nextDirty(indexes[file], next + 1))
                    writeBack(file, next, token);
            }
            while (tier.dirtyPages(indexes[file]) > 0 && tier.missedDirty(indexes[file]));
        }
        catch (LostPageException e) {
            lost++;
            requireNotGone(file);
            reopen(file);
        }
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            require(!dirty[file][pageIndex], file, pageIndex, "a dirty page is not written");
    }

    /** Pages were not found that should be written: no reader may have been told that they are not here. */
    private void requireNotGone(int file) {
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            if (dirty[file][pageIndex])
                read(file, pageIndex, false);
    }

    private void writeBack(int file, int pageIndex, DirtyPage token) {
        log.look(indexes[file], pageIndex);
        try {
            if (!tier.readDirty(indexes[file], pageIndex, found, token)) {
                require(!dirty[file][pageIndex], file, pageIndex, "a dirty page is taken for clean");
                return;
            }
            require(dirty[file][pageIndex], file, pageIndex, "a clean page is written");
            compare(file, pageIndex);
            require(tier.cleaned(indexes[file], pageIndex, token, random.nextBoolean()), "not cleaned");
            dirty[file][pageIndex] = false;
        }
        catch (LostPageException e) {
            loses(file, pageIndex, e);
        }
    }

    private void truncate(int file) {
        tier.clear(indexes[file]);
        forgetAll(file);
    }

    private void reopen(int file) {
        tier.closeIndex(indexes[file]);
        indexes[file] = tier.openIndex("file " + file);
        forgetAll(file);
    }

    private void forgetAll(int file) {
        Arrays.fill(files[file], null);
        Arrays.fill(dirty[file], false);
        Arrays.fill(unsure[file], false);
    }

    private String summary() {
        TierStats stats = tier.stats();
        require(stats.corruptions > 0, "no fault was found");
        return faults + ", " + hits + " hits, " + misses + " misses, " + lost + " dirty pages lost with an exception, " + failedIndexes
            + " indexes closed, " + stats.corruptions + " counted, " + stats.lostObjects + " objects lost, " + warnings + " warnings";
    }

    @Override public void close() {
        tier.close();
        require(memory.takenBytes() == 0, memory.takenBytes() + " bytes are not given back");
    }

    private void require(boolean holds, int file, int pageIndex, String message) {
        if (!holds)
            throw new AssertionError(message + ": page " + pageIndex + " of file " + file + log.of(indexes[file], pageIndex));
    }

    private static void require(boolean holds, String message) {
        if (!holds)
            throw new AssertionError(message);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.duplicate().clear().get(bytes);
        return bytes;
    }
}
