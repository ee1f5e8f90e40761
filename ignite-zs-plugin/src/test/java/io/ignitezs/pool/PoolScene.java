package io.ignitezs.pool;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.ReusedMemory;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fresh small pool with some objects, and what actors may do to it. Reads compare every byte, twice; at the end all contents are
 * compared, the checker runs, everything is freed and the memory must be accounted to zero.
 */
final class PoolScene implements Interleavings.Scenario {
    static final int PAGE_BYTES = 1024;
    private static final int CHAIN_LIMIT = 4;
    private static final long LIMIT_BYTES = 1 << 18;

    private final ReusedMemory memory;
    private final MemoryBudget budget;
    private final ZsPool pool;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Runnable> tasks = new LinkedHashMap<>();
    private int nextSeed;

    PoolScene(ReusedMemory memory) {
        this.memory = memory;
        budget = new MemoryBudget(memory, LIMIT_BYTES);
        pool = new ZsPool(budget, PAGE_BYTES, CHAIN_LIMIT, Interleavings.stops());
    }

    /** Stores an object before the actors begin. */
    PoolScene item(int bytes) {
        items.add(new Item(bytes));
        items.get(items.size() - 1).store();
        return this;
    }

    PoolScene reader(int item) {
        return task("reader", () -> items.get(item).read());
    }

    PoolScene freer(int item) {
        return task("freer", () -> items.get(item).end());
    }

    PoolScene overwriter(int item) {
        return task("overwriter", () -> items.get(item).overwrite());
    }

    private PoolScene task(String name, Runnable task) {
        tasks.put(name + " " + tasks.size(), task);
        return this;
    }

    @Override public Map<String, Runnable> tasks() {
        return tasks;
    }

    @Override public void finish() {
        items.forEach(Item::read);
        require(pool.drainLimbo() == 0, "slots are left in limbo");
        PoolChecker.check(pool);
        items.forEach(Item::end);
        PoolChecker.check(pool);
        PoolStats stats = pool.stats();
        require(stats.objects + stats.zspages + stats.limboSlots == 0 && stats.usableFrames == stats.freeFrames, "the pool is not empty");
        close();
    }

    private void close() {
        pool.close();
        require(memory.takenBytes() == 0 && budget.usedBytes() == 0, "memory is not given back");
    }

    private static void require(boolean holds, String message) {
        if (!holds)
            throw new AssertionError(message);
    }

    /** One key of the pool's user: its object now. Only one actor runs at a time, so plain fields do. */
    private final class Item {
        private final int bytes;
        private Version current;

        Item(int bytes) {
            this.bytes = bytes;
        }

        void store() {
            current = newVersion();
        }

        void overwrite() {
            Version fresh = newVersion();
            Version replaced = current;
            current = fresh;
            Actor.pause("OVERWRITTEN");
            if (replaced != null)
                replaced.free();
        }

        void end() {
            Version ended = current;
            current = null;
            if (ended != null)
                ended.free();
        }

        void read() {
            if (current != null)
                current.read();
        }

        private Version newVersion() {
            int seed = ++nextSeed;
            byte[] content = content(bytes, seed);
            long source = memory.allocate(bytes);
            Memory.copy(content, 0, source, bytes);
            long handle = pool.store(source, bytes, seed);
            memory.free(source, bytes);
            require(handle != Handle.NONE, "no room");
            return new Version(handle, content);
        }
    }

    private static byte[] content(int bytes, int seed) {
        byte[] content = new byte[bytes];
        for (int index = 0; index < bytes; index++)
            content[index] = (byte)(seed * 31 + index * 7 + (index >>> 8));
        return content;
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
