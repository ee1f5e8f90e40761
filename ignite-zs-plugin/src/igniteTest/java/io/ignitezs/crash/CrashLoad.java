package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.transactions.Transaction;
import org.apache.ignite.transactions.TransactionConcurrency;
import org.apache.ignite.transactions.TransactionIsolation;

/**
 * Threads that change rows until the power is off. Each has rows of its own, so what is not acknowledged is at most one transaction of
 * each. The first also destroys the cache that comes and goes, which is its alone, unless it is to stay.
 */
final class CrashLoad {
    private static final int THREADS = 3;
    private static final int MOST_ROWS = 8;
    private static final int STEPS_PER_CHECKPOINT = 40;
    private static final int STEPS_PER_DROP = 150;
    private static final long JOIN_MILLIS = 10_000;

    private final Ignite node;
    private final RowModel model;
    private final BooleanSupplier powerIsOn;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    private Runnable whenAcknowledged = () -> { };
    private boolean drops = true;

    /** Once true, a thread that a dead node held back must not touch the model. Guarded by the model's lock. */
    private boolean ended;

    CrashLoad(Ignite node, RowModel model, BooleanSupplier powerIsOn) {
        this.node = node;
        this.model = model;
        this.powerIsOn = powerIsOn;
    }

    /** @param listener called after each acknowledged step, while nobody else changes the model */
    CrashLoad whenAcknowledged(Runnable listener) {
        whenAcknowledged = listener;
        return this;
    }

    /** With several nodes: one that still has a cache which another one has destroyed may not join it again, with stock Ignite as well. */
    CrashLoad withoutDrops() {
        drops = false;
        return this;
    }

    void begin(long seed) {
        for (int number = 0; number < THREADS; number++)
            begin(number, new Random(seed + number));
    }

    /** Until the power is off, or all have failed. */
    boolean isRunning() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** To be called when the node is dead. */
    void end() throws InterruptedException {
        synchronized (model) {
            ended = true;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        for (Thread thread : threads)
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }

    /** What went wrong while the power was on. */
    List<String> failures() {
        return failures;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    private void begin(int number, Random random) {
        Thread thread = new Thread(() -> run(number, random), "crash-load-" + number);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(int number, Random random) {
        try {
            while (powerIsOn.getAsBoolean())
                step(number, random);
        }
        catch (Throwable e) {
            if (powerIsOn.getAsBoolean())
                failures.add(Thread.currentThread().getName() + " failed: " + e);
        }
    }

    private void step(int number, Random random) {
        if (number == 0 && drops && random.nextInt(STEPS_PER_DROP) == 0)
            destroyAndCreate();
        else if (random.nextInt(STEPS_PER_CHECKPOINT) == 0)
            NodeHarness.beginCheckpoint(node);
        else
            change(rows(number, random), random);
    }

    private void destroyAndCreate() {
        model.beginDrop(CrashCaches.COMES_AND_GOES);
        node.destroyCache(CrashCaches.cache(node, CrashCaches.COMES_AND_GOES).getName());
        ifStillOn(() -> model.acknowledgeDrop(CrashCaches.COMES_AND_GOES));
        CrashCaches.create(node, CrashCaches.COMES_AND_GOES);
        synchronized (model) {
            if (!ended && powerIsOn.getAsBoolean())
                model.acknowledgeCreate(CrashCaches.COMES_AND_GOES);
        }
    }

    private void change(Set<Row> rows, Random random) {
        Map<Row, Integer> changes;
        synchronized (model) {
            if (ended)
                return;
            changes = model.begin(rows, random);
        }
        if (rows.iterator().next().cache == CrashCaches.ATOMIC)
            changes.forEach(this::write);
        else
            commit(changes, random);
        ifStillOn(() -> model.acknowledge(changes));
    }

    /** What was acknowledged when the power was off already may be taken for either. */
    private void ifStillOn(Runnable acknowledgement) {
        synchronized (model) {
            if (ended || !powerIsOn.getAsBoolean())
                return;
            acknowledgement.run();
            acknowledged.incrementAndGet();
            whenAcknowledged.run();
        }
    }

    private void commit(Map<Row, Integer> changes, Random random) {
        TransactionConcurrency concurrency = TransactionConcurrency.values()[random.nextInt(2)];
        try (Transaction transaction = node.transactions().txStart(concurrency, TransactionIsolation.REPEATABLE_READ)) {
            changes.forEach(this::write);
            transaction.commit();
        }
    }

    private void write(Row row, int version) {
        IgniteCache<Integer, byte[]> cache = CrashCaches.cache(node, row.cache);
        if (version == RowModel.GONE)
            cache.remove(row.key);
        else
            cache.put(row.key, model.value(row, version));
    }

    /** One row of the atomic cache, or some of the others; rows of the cache that comes and goes only for the first thread. */
    private Set<Row> rows(int number, Random random) {
        Set<Row> rows = new TreeSet<>();
        if (random.nextInt(6) == 0)
            return Set.of(new Row(CrashCaches.ATOMIC, ownKey(number, random)));
        for (int count = 1 + random.nextInt(MOST_ROWS); count > 0; count--)
            rows.add(new Row(transactional(number, random), ownKey(number, random)));
        return rows;
    }

    private static int transactional(int number, Random random) {
        return number == 0 && random.nextInt(3) == 0 ? CrashCaches.COMES_AND_GOES : random.nextInt(2);
    }

    private int ownKey(int number, Random random) {
        return random.nextInt(model.keys() / THREADS) * THREADS + number;
    }
}
