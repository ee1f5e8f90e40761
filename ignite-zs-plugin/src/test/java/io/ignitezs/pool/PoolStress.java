package io.ignitezs.pool;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Everything at once: users read, overwrite, grow and free objects while two compactors, a migrator and a resizer move them. Each round ends with a
 * quiet pool, which the checker walks. Every read is compared byte by byte; the objects of a user's own keys must be readable at any time.
 * <pre>PoolStress &lt;minutes&gt; [seed]</pre>
 */
final class PoolStress implements AutoCloseable {
    private static final int ROUNDS = 5;
    private static final int STEPS_PER_ROUND = 20_000;
    private static final int USERS = 3;
    private static final int OWN_KEYS = 600;
    private static final int SHARED_KEYS = 200;
    private static final int PAGE_BYTES = 4096;
    private static final int CHAIN_LIMIT = 8;
    private static final long MAX_LIMIT_BYTES = 8 << 20;
    private static final long STUCK_SECONDS = 300;
    private static final int MOVERS = 4;

    private final FaultyMemory memory = new FaultyMemory();
    private final MemoryBudget budget = new MemoryBudget(memory, MAX_LIMIT_BYTES);
    private final ZsPool pool = new ZsPool(budget, PAGE_BYTES, CHAIN_LIMIT);
    private final ExecutorService threads = Executors.newFixedThreadPool(USERS + MOVERS);
    private final AtomicReferenceArray<Stored> shared = new AtomicReferenceArray<>(SHARED_KEYS);
    private final List<User> users = new ArrayList<>();
    private final Random seeds;
    private volatile boolean usersAreDone;

    public static void main(String[] arguments) throws Exception {
        long end = System.nanoTime() + (long)(Double.parseDouble(arguments[0]) * TimeUnit.MINUTES.toNanos(1));
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.currentTimeMillis();
        for (; System.nanoTime() < end; seed++) {
            System.out.print("seed " + seed + ": ");
            System.out.println(run(seed));
        }
    }

    /** A pool from its beginning to its end. @return what has happened in it */
    static String run(long seed) throws InterruptedException, ExecutionException, TimeoutException {
        try (PoolStress stress = new PoolStress(seed)) {
            for (int round = 0; round < ROUNDS; round++)
                stress.round(STEPS_PER_ROUND);
            return stress.summary();
        }
    }

    PoolStress(long seed) {
        seeds = new Random(seed);
        for (int user = 0; user < USERS; user++)
            users.add(new User(seeds.nextLong()));
    }

    /** One round: each user takes so many steps, movers go on until the last has. */
    private void round(int steps) throws InterruptedException, ExecutionException, TimeoutException {
        usersAreDone = false;
        List<Future<?>> userTasks = new ArrayList<>();
        users.forEach(user -> userTasks.add(threads.submit((Callable<Void>)() -> user.work(steps))));
        List<Future<?>> moverTasks = startMovers();
        try {
            awaitAll(userTasks);
        }
        finally {
            usersAreDone = true;
        }
        awaitAll(moverTasks);
        checkQuiet();
    }

    /** Frees everything. All memory must be given back. */
    @Override public void close() {
        threads.shutdown();
        users.forEach(User::close);
        for (int key = 0; key < SHARED_KEYS; key++)
            free(shared.getAndSet(key, null));
        checkQuiet();
        PoolStats stats = pool.stats();
        require(stats.objects + stats.zspages == 0 && stats.usableFrames == stats.freeFrames, "the pool is not empty");
        pool.close();
        require(memory.takenBytes() == 0 && budget.usedBytes() == 0, memory.takenBytes() + " bytes are not given back");
    }

    private String summary() {
        PoolStats stats = pool.stats();
        long refused = users.stream().mapToLong(user -> user.refused).sum();
        long reads = users.stream().mapToLong(user -> user.reads).sum();
        return stats.objects + " objects, " + reads + " reads, " + refused + " stores refused, " + stats.moves.movedObjects + " objects moved, "
            + stats.moves.migratedFrames + " frames migrated, " + stats.moves.closedSlabs + " slabs closed, " + stats.moves.busyZspages + " + "
            + stats.moves.busyMigrations + " busy";
    }

    private List<Future<?>> startMovers() {
        List<Future<?>> movers = new ArrayList<>();
        movers.add(mover(random -> pool.compactStep(random.nextInt(64 << 10))));
        movers.add(mover(random -> pool.compactStep(Long.MAX_VALUE)));
        movers.add(mover(this::migrate));
        movers.add(mover(this::resize));
        return movers;
    }

    private Future<?> mover(Move move) {
        Random random = new Random(seeds.nextLong());
        return threads.submit((Callable<Void>)() -> {
            while (!usersAreDone)
                move.make(random);
            return null;
        });
    }

    private void migrate(Random random) {
        if (random.nextBoolean())
            pool.migrateStep(random.nextInt(256 << 10));
        else
            migrateZspage(random);
    }

    /** Of any number, also of what is no zspage now. */
    private void migrateZspage(Random random) {
        int end = pool.zspages().end();
        if (end > 1)
            pool.migrateZspage(1 + random.nextInt(end - 1));
    }

    /** Up at once, down as far as it goes; in between users go on. */
    private void resize(Random random) {
        long least = pool.leastLimitBytes();
        long limit = least + (long)((MAX_LIMIT_BYTES - least) * random.nextDouble());
        if (random.nextInt(4) == 0)
            limit = MAX_LIMIT_BYTES;
        try {
            pool.resize(limit);
        }
        catch (IllegalArgumentException tooLow) {
            require(limit < pool.leastLimitBytes() + (MAX_LIMIT_BYTES >> 2), tooLow.getMessage());
        }
        for (int pause = 0; pause < 1000 && !usersAreDone; pause++)
            Thread.yield();
    }

    private void checkQuiet() {
        require(pool.drainLimbo() == 0, "slots are left in limbo");
        pool.resize(MAX_LIMIT_BYTES);
        PoolChecker.check(pool);
    }

    private static void awaitAll(List<Future<?>> tasks) throws InterruptedException, ExecutionException, TimeoutException {
        for (Future<?> task : tasks)
            task.get(STUCK_SECONDS, TimeUnit.SECONDS);
    }

    private void free(Stored stored) {
        if (stored != null)
            require(pool.free(stored.handle), "a live handle is not freed");
    }

    private static void require(boolean holds, String message) {
        if (!holds)
            throw new AssertionError(message);
    }

    private interface Move {
        void make(Random random);
    }

    /** An object; its content follows from its seed. */
    private static final class Stored {
        final long handle;
        final int bytes;
        final long seed;

        Stored(long handle, int bytes, long seed) {
            this.handle = handle;
            this.bytes = bytes;
            this.seed = seed;
        }
    }

    /** A thread that uses the pool: keys of its own, and those that all share. */
    private final class User {
        private final Random random;
        private final Stored[] own = new Stored[OWN_KEYS];
        private final byte[] expected = new byte[PAGE_BYTES];
        private final byte[] found = new byte[PAGE_BYTES];
        private final Segments segments = new Segments();
        private final Segments laterSegments = new Segments();
        private final long scratch = memory.allocate(PAGE_BYTES);
        private long reads;
        private long refused;

        User(long seed) {
            random = new Random(seed);
        }

        Void work(int steps) {
            for (int step = 0; step < steps; step++)
                step(random.nextInt(100));
            return null;
        }

        private void step(int dice) {
            if (dice < 30)
                readOwn(random.nextInt(OWN_KEYS));
            else if (dice < 55)
                read(shared.get(random.nextInt(SHARED_KEYS)), false);
            else if (dice < 60)
                readTwo();
            else if (dice < 75)
                overwriteOwn(random.nextInt(OWN_KEYS));
            else if (dice < 90)
                free(shared.getAndSet(random.nextInt(SHARED_KEYS), store(randomBytes())));
            else if (dice < 95)
                freeOwn(random.nextInt(OWN_KEYS));
            else
                grow(random.nextInt(OWN_KEYS));
        }

        private int randomBytes() {
            return random.nextInt(10) == 0 ? PAGE_BYTES : 1 + random.nextInt(random.nextBoolean() ? PAGE_BYTES : 700);
        }

        /** @return null if there is no room */
        private Stored store(int bytes) {
            long seed = random.nextLong();
            fill(expected, bytes, seed);
            Memory.copy(expected, 0, scratch, bytes);
            long handle = pool.store(scratch, bytes, (int)seed);
            if (handle != Handle.NONE)
                return new Stored(handle, bytes, seed);
            refused++;
            return null;
        }

        private void overwriteOwn(int key) {
            Stored replaced = own[key];
            own[key] = store(randomBytes());
            free(replaced);
        }

        /** What a row does that gets longer: the object moves to a larger class. */
        private void grow(int key) {
            Stored replaced = own[key];
            if (replaced == null)
                return;
            own[key] = store(Math.min(PAGE_BYTES, replaced.bytes + 1 + replaced.bytes / 2));
            free(replaced);
        }

        private void freeOwn(int key) {
            Stored ended = own[key];
            own[key] = null;
            free(ended);
            require(ended == null || pool.beginRead(ended.handle, ended.bytes, segments) == 0, "an ended handle is read");
        }

        private void readOwn(int key) {
            read(own[key], true);
        }

        private void read(Stored stored, boolean isLive) {
            int pin = stored == null ? 0 : pool.beginRead(stored.handle, stored.bytes, segments);
            require(pin != 0 || !isLive || stored == null, "a live handle is refused");
            if (pin == 0)
                return;
            compare(stored, segments);
            pool.endRead(pin);
        }

        /** Two reads that overlap, ended in the order they began: the first one is long. */
        private void readTwo() {
            Stored first = own[random.nextInt(OWN_KEYS)];
            int pin = first == null ? 0 : pool.beginRead(first.handle, first.bytes, laterSegments);
            for (int other = 0; other < 10; other++)
                readOwn(random.nextInt(OWN_KEYS));
            if (pin == 0)
                return;
            compare(first, laterSegments);
            pool.endRead(pin);
        }

        private void compare(Stored stored, Segments read) {
            require(read.bytes() == stored.bytes, "wrong number of bytes");
            Memory.copy(read.firstAddress(), found, 0, read.firstBytes());
            if (read.count() == 2)
                Memory.copy(read.secondAddress(), found, read.firstBytes(), read.secondBytes());
            fill(expected, stored.bytes, stored.seed);
            int difference = Arrays.mismatch(found, 0, stored.bytes, expected, 0, stored.bytes);
            require(difference < 0, "wrong byte at " + difference + " of " + stored.bytes);
            reads++;
        }

        private void fill(byte[] content, int bytes, long seed) {
            long state = seed;
            for (int index = 0; index < bytes; index++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                content[index] = (byte)(state >>> 56);
            }
        }

        void close() {
            for (int key = 0; key < OWN_KEYS; key++)
                freeOwn(key);
            memory.free(scratch, PAGE_BYTES);
        }
    }
}
