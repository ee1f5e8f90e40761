package io.ignitezs.pool;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A pool beside a list of what must be in it. Each step does one random thing and compares every byte it sees. */
final class PoolModel implements AutoCloseable {
    private static final int STEPS_PER_MOVE = 8;

    private final int pageBytes;
    private final long maxLimitBytes;
    private final Random random;
    private final FaultyMemory memory = new FaultyMemory();
    private final MemoryBudget budget;
    private final ZsPool pool;
    private final List<Stored> live = new ArrayList<>();
    private final List<Stored> ended = new ArrayList<>();
    private final List<OpenRead> reads = new ArrayList<>();
    private final long scratch;
    private int nextOwner;
    int refused;

    PoolModel(int pageBytes, int chainLimit, long limitBytes, long seed) {
        this.pageBytes = pageBytes;
        maxLimitBytes = limitBytes;
        random = new Random(seed);
        budget = new MemoryBudget(memory, limitBytes);
        pool = new ZsPool(budget, pageBytes, chainLimit);
        scratch = memory.allocate(pageBytes);
    }

    ZsPool pool() {
        return pool;
    }

    /** store | read | free | use a stale handle | begin or end a read that lasts | compact, migrate, resize | fail allocations. */
    void randomStep() {
        int dice = random.nextInt(100);
        memory.refuse(random.nextInt(20) == 0 ? bytes -> true : bytes -> false);
        if (random.nextInt(STEPS_PER_MOVE) == 0)
            move(random.nextInt(100));
        else
            use(dice);
    }

    /** How far movers came. */
    MoveCounts moves() {
        return pool.stats().moves;
    }

    private void use(int dice) {
        if (dice < 45)
            store(randomBytes());
        else if (dice < 65)
            readOne();
        else if (dice < 85)
            free();
        else if (dice < 90)
            useStaleHandle();
        else if (dice < 95)
            beginLongRead();
        else
            endLongRead();
    }

    private void move(int dice) {
        if (dice < 40)
            pool.compactStep(random.nextInt(16 * pageBytes));
        else if (dice < 60)
            pool.migrateStep(random.nextInt(32 * pageBytes));
        else if (dice < 80)
            migrateZspage();
        else if (dice < 85)
            pool.compact(random.nextBoolean() ? null : (done, total) -> requireProgress(done, total));
        else
            resize();
    }

    private static void requireProgress(long done, long total) {
        if (done < 0 || done > total)
            throw new AssertionError(done + " of " + total + " done");
    }

    /** Of any number, also of what is no zspage. */
    private void migrateZspage() {
        int end = pool.zspages().end();
        if (end > 1)
            pool.migrateZspage(1 + random.nextInt(end - 1));
    }

    /** Down as far as allowed, and too far, which must change nothing; up to the limit of the beginning. */
    private void resize() {
        long least = pool.leastLimitBytes();
        if (random.nextInt(4) == 0)
            refuseToResize(least - 1 - random.nextInt(1000));
        long limit = random.nextInt(3) == 0 ? maxLimitBytes : least + (long)(random.nextDouble() * (maxLimitBytes - least));
        long usedBefore = budget.usedBytes();
        boolean done = pool.resize(Math.max(least, limit));
        if (done != (budget.limitBytes() == Math.max(least, limit)) || budget.usedBytes() > Math.max(usedBefore, limit))
            throw new AssertionError("resized to " + limit + ": " + done + ", limit " + budget.limitBytes() + ", used " + budget.usedBytes());
    }

    private void refuseToResize(long limit) {
        long before = budget.limitBytes();
        try {
            pool.resize(limit);
            throw new AssertionError("resized to " + limit);
        }
        catch (IllegalArgumentException expected) {
            if (budget.limitBytes() != before)
                throw new AssertionError("a limit that was refused holds", expected);
        }
    }

    /** P5, the part that only the memory's source knows: slabs take address space of one size, tables what they are charged for. */
    void checkTaken() {
        long expected = pool.arena().addressBytes() + budget.tableBytes() + pageBytes;
        if (memory.takenBytes() != expected)
            throw new AssertionError("P5 is broken: " + memory.takenBytes() + " bytes taken, " + expected + " accounted for");
    }

    /** The classes add up to the pool, and the fullness groups of each to the class. */
    void checkClasses() {
        PoolStats stats = pool.stats();
        long[] sums = new long[4];
        for (ClassStats each : pool.classStats()) {
            if (Arrays.stream(each.zspagesByGroup).sum() != each.zspages)
                throw new AssertionError("class " + each.slotBytes + ": " + each.zspages + " zspages, by group " + Arrays.toString(each.zspagesByGroup));
            sums[0] += each.objects;
            sums[1] += each.zspages;
            sums[2] += each.limboSlots;
            sums[3] += each.freeableZspages * each.framesPerZspage * pageBytes;
        }
        long[] expected = {stats.objects, stats.zspages, stats.limboSlots, stats.freeableBytes};
        if (!Arrays.equals(sums, expected))
            throw new AssertionError("classes add up to " + Arrays.toString(sums) + ", the pool has " + Arrays.toString(expected));
    }

    private void store(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        Memory.copy(content, 0, scratch, bytes);
        int owner = nextOwner++;
        long handle = pool.store(scratch, bytes, owner);
        if (handle == Handle.NONE)
            refused++;
        else
            live.add(new Stored(handle, content, owner));
    }

    private int randomBytes() {
        return random.nextInt(10) == 0 ? pageBytes : 1 + random.nextInt(pageBytes);
    }

    private void readOne() {
        if (live.isEmpty())
            return;
        Stored stored = live.get(random.nextInt(live.size()));
        Segments segments = new Segments();
        int pin = begin(stored, segments);
        compare(stored, segments);
        pool.endRead(pin);
    }

    private void beginLongRead() {
        if (live.isEmpty() || reads.size() > 20)
            return;
        Stored stored = live.get(random.nextInt(live.size()));
        Segments segments = new Segments();
        reads.add(new OpenRead(begin(stored, segments), stored, segments));
    }

    private void endLongRead() {
        if (reads.isEmpty())
            return;
        OpenRead read = reads.remove(random.nextInt(reads.size()));
        compare(read.stored, read.segments);
        pool.endRead(read.pin);
    }

    private int begin(Stored stored, Segments segments) {
        int pin = pool.beginRead(stored.handle, stored.content.length, segments);
        if (pin == 0)
            throw new AssertionError("live handle refused: " + Long.toHexString(stored.handle));
        if (segments.bytes() != stored.content.length)
            throw new AssertionError(segments.bytes() + " bytes, stored " + stored.content.length);
        return pin;
    }

    private void compare(Stored stored, Segments segments) {
        byte[] read = new byte[stored.content.length];
        Memory.copy(segments.firstAddress(), read, 0, segments.firstBytes());
        if (segments.count() == 2)
            Memory.copy(segments.secondAddress(), read, segments.firstBytes(), segments.secondBytes());
        if (!Arrays.equals(read, stored.content))
            throw new AssertionError("object changed, handle " + Long.toHexString(stored.handle));
        if (stored.isLive && PoolChecker.owner(pool, stored.handle) != stored.owner)
            throw new AssertionError("owner changed, handle " + Long.toHexString(stored.handle));
    }

    private void free() {
        if (live.isEmpty())
            return;
        Stored stored = live.remove(random.nextInt(live.size()));
        if (!pool.free(stored.handle))
            throw new AssertionError("live handle refused: " + Long.toHexString(stored.handle));
        stored.isLive = false;
        ended.add(stored);
    }

    private void useStaleHandle() {
        if (ended.isEmpty())
            return;
        Stored stored = ended.get(random.nextInt(ended.size()));
        if (pool.free(stored.handle))
            throw new AssertionError("freed twice: " + Long.toHexString(stored.handle));
        if (pool.beginRead(stored.handle, stored.content.length, new Segments()) != 0)
            throw new AssertionError("read after free: " + Long.toHexString(stored.handle));
    }

    int openReads() {
        return reads.size();
    }

    int liveObjects() {
        return live.size();
    }

    /** Ends what hinders movers and lets them do all they can. */
    void compactAll() {
        memory.refuse(bytes -> false);
        while (!reads.isEmpty())
            endLongRead();
        pool.compact(null);
    }

    /** Frees everything; all frames and slots must be free again. */
    void drain() {
        memory.refuse(bytes -> false);
        while (!reads.isEmpty())
            endLongRead();
        while (!live.isEmpty())
            free();
    }

    /** @throws AssertionError if memory is left over */
    @Override public void close() {
        memory.free(scratch, pageBytes);
        pool.close();
        if (memory.takenBytes() != 0 || budget.usedBytes() != 0)
            throw new AssertionError(memory.takenBytes() + " bytes not given back, " + budget.usedBytes() + " still charged");
    }

    private static final class Stored {
        final long handle;
        final byte[] content;
        final int owner;
        boolean isLive = true;

        Stored(long handle, byte[] content, int owner) {
            this.handle = handle;
            this.content = content;
            this.owner = owner;
        }
    }

    private static final class OpenRead {
        final int pin;
        final Stored stored;
        final Segments segments;

        OpenRead(int pin, Stored stored, Segments segments) {
            this.pin = pin;
            this.stored = stored;
            this.segments = segments;
        }
    }
}
