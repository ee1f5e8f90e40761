package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.ReusedMemory;
import io.ignitezs.mem.Segments;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A fresh small pool and what actors do to it: to items 0 and 1, which are in a sparse zspage, while there is just room for them in another. Reads compare every byte, twice; at the end all contents are compared, nothing may be left in limbo, the checker
 * runs, everything is freed and the memory must be accounted to zero.
 */
final class PoolScene implements Interleavings.Scenario {
    private static final int PAGE_BYTES = 16 << 10;
    private static final int CHAIN_LIMIT = 4;
    private static final long LIMIT_BYTES = 4 << 20;

    /** Of a class with five slots in two frames; the one in the middle spans both. */
    private static final int OBJECT_BYTES = 6483;
    private static final int OBJECTS = 5;

    /**
     * Of three zspages with slots 0..4, 5..9 and 10..14, the second has items 0 and 1, of which the first spans two frames, and the first has
     * just room for them; the third is gone, or has one object.
     */
    private static final List<Integer> ONE_SPARSE = List.of(7, 8, 0, 1, 4);
    private static final List<Integer> TWO_SPARSE = List.of(7, 8, 0, 4, 12);
    private static final int SCATTERED_FRAMES = 40;
    private static final byte[] RANDOM_BYTES = randomBytes();

    private final ReusedMemory memory;
    private final MoveCounts moves;
    private final MemoryBudget budget;
    private final ZsPool pool;
    private final List<Item> items = new ArrayList<>();
    private final Deque<Integer> blockers = new ArrayDeque<>();
    private final Map<String, Runnable> tasks = new LinkedHashMap<>();
    private long shrunkLimitBytes = LIMIT_BYTES;
    private int nextSeed;

    /** @param moves receives what movers did, when all has ended */
    PoolScene(ReusedMemory memory, Collection<Role> roles, MoveCounts moves) {
        this.memory = memory;
        this.moves = moves;
        budget = new MemoryBudget(memory, LIMIT_BYTES);
        pool = new ZsPool(budget, PAGE_BYTES, CHAIN_LIMIT, Interleavings.stops());
        if (roles.contains(Role.SHRINKER))
            blockFirstSlab();
        else
            scatterFreeFrames();
        storeItems(roles.contains(Role.SECOND_COMPACTOR) ? TWO_SPARSE : ONE_SPARSE);
        if (roles.contains(Role.SHRINKER))
            makeShrinkable();
        roles.forEach(role -> tasks.put(role.name().toLowerCase(), task(role, roles)));
    }

    @Override public Map<String, Runnable> tasks() {
        return tasks;
    }

    @Override public void finish() {
        items.forEach(Item::readCurrent);
        PoolStats stats = pool.stats();
        require(stats.limboSlots + stats.limboFrames == 0, "something waits although nobody reads");
        unblock(blockers.size());
        PoolChecker.check(pool);
        items.forEach(Item::end);
        stats = pool.stats();
        moves.add(stats.moves);
        require(stats.objects + stats.zspages + stats.limboSlots == 0 && stats.usableFrames == stats.freeFrames, "the pool is not empty");
        pool.close();
        require(memory.takenBytes() == 0 && budget.usedBytes() == 0, "memory is not given back");
    }

    private Runnable task(Role role, Collection<Role> roles) {
        switch (role) {
            case READER:
                return items.get(0).reader(roles.contains(Role.OVERWRITER));
            case OVERWRITER:
                return items.get(0)::overwrite;
            case FREER:
                return items.get(roles.contains(Role.OVERWRITER) ? 1 : 0)::end;
            case COMPACTOR:
            case SECOND_COMPACTOR:
                return () -> pool.compactStep(Long.MAX_VALUE);
            case MIGRATOR:
                return items.get(0).migrator();
            case ROOM_MIGRATOR:
                return items.get(2).migrator();
            case SHRINKER:
                return roles.contains(Role.MIGRATOR) || roles.contains(Role.ROOM_MIGRATOR) ? () -> pool.migrateStep(Long.MAX_VALUE) : this::shrink;
            default:
                throw new AssertionError(role);
        }
    }

    private void shrink() {
        boolean shrunk = pool.resize(shrunkLimitBytes);
        require(!shrunk || budget.usedBytes() <= shrunkLimitBytes, "more is taken than the limit allows");
    }

    /** Fills zspages and frees all but some objects. @param kept numbers of those, in the order in which they become items */
    private void storeItems(List<Integer> kept) {
        List<Item> stored = new ArrayList<>();
        for (int slot = 0; slot < 3 * OBJECTS; slot++)
            stored.add(new Item());
        stored.forEach(Item::store);
        kept.forEach(index -> items.add(stored.get(index)));
        stored.stream().filter(item -> !items.contains(item)).forEach(Item::end);
    }

    /** No two free frames lie side by side, and there are so many that no others are asked for. */
    private void scatterFreeFrames() {
        for (int count = 0; count < SCATTERED_FRAMES; count++) {
            block(1);
            int frame = pool.arena().allocateFrame();
            blockers.addLast(frame);
        }
        for (int count = 0; count < SCATTERED_FRAMES; count++)
            pool.arena().free(blockers.removeLast(), 1);
    }

    /** Takes all frames of the first slab; the items get into a second. */
    private void blockFirstSlab() {
        do
            block(1);
        while (pool.arena().slabCount() == 1);
        unblock(1);
    }

    /** From now on what the second slab holds fits into the first, and its memory is to be given back. */
    private void makeShrinkable() {
        unblock(4 * OBJECTS);
        shrunkLimitBytes = budget.usedBytes() - PAGE_BYTES;
    }

    private void block(int frames) {
        int first = pool.arena().allocateRun(frames);
        require(first != FrameArena.NONE, "no frame to block");
        blockers.addFirst(first);
    }

    private void unblock(int frames) {
        for (int count = 0; count < frames; count++)
            pool.arena().free(blockers.removeFirst(), 1);
    }

    private static void require(boolean holds, String message) {
        if (!holds)
            throw new AssertionError(message);
    }

    /** What an actor does. */
    enum Role {
        /** Reads item 0, as it is at the beginning and, if there is an overwriter, as it is then. */
        READER,
        /** Replaces item 0: stores, then frees. */
        OVERWRITER,
        /** Frees item 0, or 1 if there is an overwriter. */
        FREER,
        COMPACTOR,
        SECOND_COMPACTOR,
        /** Moves the frames of the zspage that has item 0. */
        MIGRATOR,
        /** Moves the frames of the zspage that has room, where stores and compaction go. */
        ROOM_MIGRATOR,
        /** Lowers the limit, so that a slab has to be given back. Beside a migrator, for which that would wait, only tries to give it back. */
        SHRINKER
    }

    /** One key of the pool's user: its object now. Only one actor runs at a time, so plain fields do. */
    private final class Item {
        private Version current;

        void store() {
            current = newVersion();
        }

        void overwrite() {
            Version fresh = newVersion();
            Version replaced = current;
            current = fresh;
            Actor.pause("OVERWRITTEN");
            replaced.free();
        }

        void end() {
            if (current != null)
                current.free();
            current = null;
        }

        /** Where it is at the beginning; by the time of the migration that may be another zspage, or none. */
        Runnable migrator() {
            int zspage = Location.zspage(pool.handles().load(Handle.slot(current.handle)));
            return () -> pool.migrateZspage(zspage);
        }

        /** @param again whether to read what has replaced it, too */
        Runnable reader(boolean again) {
            Version first = current;
            return () -> {
                first.read();
                if (again)
                    readCurrent();
            };
        }

        void readCurrent() {
            if (current != null)
                current.read();
        }

        /** @return null if there is no room, which only shrinking brings about */
        private Version newVersion() {
            int seed = ++nextSeed;
            byte[] content = content(seed);
            long source = memory.allocate(OBJECT_BYTES);
            Memory.copy(content, 0, source, OBJECT_BYTES);
            long handle = pool.store(source, OBJECT_BYTES, seed);
            memory.free(source, OBJECT_BYTES);
            require(handle != Handle.NONE || budget.limitBytes() < LIMIT_BYTES, "no room");
            return handle == Handle.NONE ? null : new Version(handle, content);
        }
    }

    /** Objects are different pieces of the same random bytes. */
    private static byte[] content(int seed) {
        return Arrays.copyOfRange(RANDOM_BYTES, seed, seed + OBJECT_BYTES);
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[2 * OBJECT_BYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** One stored object, from its store to its end. */
    private final class Version {
        private final long handle;
        private final byte[] content;
        private boolean isEnding;
        private boolean hasEnded;

        Version(long handle, byte[] content) {
            this.handle = handle;
            this.content = content;
        }

        void free() {
            isEnding = true;
            require(pool.free(handle), "a live handle is not freed");
            hasEnded = true;
            require(!pool.free(handle), "a handle is freed twice");
        }

        void read() {
            boolean hadEnded = hasEnded;
            Segments segments = new Segments();
            int pin = pool.beginRead(handle, content.length, segments);
            require(pin != 0 || isEnding, "a live handle is refused");
            require(pin == 0 || !hadEnded, "an ended handle is read");
            if (pin != 0)
                compareAndEnd(pin, segments);
        }

        private void compareAndEnd(int pin, Segments segments) {
            compare(segments);
            Actor.pause("READING");
            compare(segments);
            pool.endRead(pin);
        }

        private void compare(Segments segments) {
            require(segments.bytes() == content.length, "wrong number of bytes");
            byte[] read = new byte[content.length];
            Memory.copy(segments.firstAddress(), read, 0, segments.firstBytes());
            if (segments.count() == 2)
                Memory.copy(segments.secondAddress(), read, segments.firstBytes(), segments.secondBytes());
            require(Arrays.equals(read, content), "wrong bytes");
        }
    }
}
