package io.ignitezs.ignite;

import io.ignitezs.pool.Failures;
import io.ignitezs.tier.Rest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/*
 *   ON --turnOff, poisoned--> DRAINING --no page is dirty, nobody is inside--> OFF --turnOn--> ON
 *
 * X1  DRAINING takes no page, so that none becomes dirty any more; what it has is still served, because dirty pages are nowhere else.
 * X2  OFF begins when no page is dirty: the gate is closed only then, and a store whose gate is closed uses its file.
 * X3  ON begins with an empty tier. Each store gets a new index in it, and counts as if it had been cleared since the last one: so a ticket, or a
 *     token of keepDirty, that is older than the switch is worthless, and nothing that was read or copied before comes in. A write that is going on
 *     across the switch ends by forgetting its page.
 * X4  Whoever fails is inside the gate, which cannot be closed from there: a thread of its own turns a poisoned tier off.
 * X5  Volatile partitions are nowhere else: while there are any the tier stays on, however often it fails.
 */
/** Turns the tier of a node off and on while its stores are in use, and off by itself when it fails again and again. */
final class TierSwitch {
    /** Mistakes of ours, or memory that cannot be had: so many in a minute are not chance. */
    static final int MAX_FAILURES = 20;

    /** Damaged pages in a minute: memory, or something that writes where it should not, is broken. */
    static final int MAX_DAMAGED_PAGES = 100;

    /** Why it is not turned off. */
    static final String HAS_VOLATILE_GROUPS = "The compressed pool cannot be turned off while there are volatile cache groups, which are nowhere else";

    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REST_NANOS = 100_000;

    private static final DoubleConsumer NOBODY = share -> { };

    private enum State { ON, DRAINING, OFF }

    private final NodeTier node;
    private final Consumer<String> notice;

    /** Told why it could not be turned off yet. */
    private final Consumer<Throwable> stays;
    private final FailureWindow failures;
    private final FailureWindow damages;

    /** Lets in whoever makes pages dirty. */
    private final TierGate dirtyGate = new TierGate();

    /** Changes under this object's lock, but for the step from ON to DRAINING. */
    private final AtomicReference<State> state = new AtomicReference<>(State.ON);
    private volatile boolean closing;
    private volatile int turnOffs;

    /**
     * @param notice  told once of each change
     * @param warning told again and again while one cannot be made
     */
    TierSwitch(NodeTier node, LongSupplier nanoClock, Consumer<String> notice, Consumer<String> warning) {
        this.node = node;
        this.notice = notice;
        stays = failure -> warning.accept("Compressed pool is to be turned off, but has pages that could not be written to their files yet [cause=" + failure + ']');
        failures = new FailureWindow(MAX_FAILURES, WINDOW_NANOS, nanoClock);
        damages = new FailureWindow(MAX_DAMAGED_PAGES, WINDOW_NANOS, nanoClock);
    }

    boolean isOn() {
        return state.get() == State.ON;
    }

    /** How often it was turned off, by itself or because that was wanted. */
    int turnOffs() {
        return turnOffs;
    }

    /** @return false if pages may not become dirty; otherwise the same thread MUST {@link #leaveDirty} soon */
    boolean enterDirty() {
        return dirtyGate.enter();
    }

    void leaveDirty() {
        dirtyGate.leave();
    }

    /** The tier has failed. May be called inside the gate. */
    void failed(Throwable failure) {
        if (failures.add())
            poisoned(failures.failures() + " internal errors within a minute, the last one: " + failure);
    }

    /** A page of the tier was damaged. May be called inside the gate. */
    void damaged() {
        if (damages.add())
            poisoned(damages.failures() + " damaged pages within a minute");
    }

    /**
     * Writes dirty pages to their files, drops all pages and gives all memory back; stores are as stock Ignite's from then on.
     * @throws StorageException if a dirty page could not be written: the tier takes no pages any more, and has those; it may be tried again
     */
    void turnOff() throws StorageException {
        turnOff(NOBODY);
    }

    /**
     * As {@link #turnOff()}.
     * @param progress told which share of the dirty pages is written, before each run of them; ends it by throwing: it is then as after a page that could not be
     *     written
     */
    void turnOff(DoubleConsumer progress) throws StorageException {
        if (node.volatileFiles.get() == 0)
            state.compareAndSet(State.ON, State.DRAINING); // Ends a long operation that holds the lock.
        drain(progress);
    }

    private synchronized void drain(DoubleConsumer progress) throws StorageException {
        if (state.get() == State.OFF)
            return;
        stayOnForVolatileFiles(); // Before as well: none is refused in vain.
        state.set(State.DRAINING);
        stayOnForVolatileFiles();
        dirtyGate.close();
        writeDirtyPages(progress);
        if (closing)
            return;
        node.gate.close();
        node.tier.close();
        state.set(State.OFF);
        turnOffs++;
    }

    /** Whoever makes a volatile partition counts it first and looks at the state then, so at least one of the two sees the other. */
    private void stayOnForVolatileFiles() throws StorageException {
        if (node.volatileFiles.get() == 0)
            return;
        state.set(State.ON);
        dirtyGate.open();
        throw new StorageException(HAS_VOLATILE_GROUPS);
    }

    /** Begins again, with an empty tier. @throws StorageException as {@link #turnOff}, if that has failed before */
    synchronized void turnOn() throws StorageException {
        if (closing || isOn())
            return;
        drain(NOBODY);
        if (closing)
            return;
        node.reopen();
        failures.reset();
        damages.reset();
        state.set(State.ON);
        dirtyGate.open();
        node.gate.open();
        node.openLateStores();
        notice.accept("Compressed pool was turned on again, it begins empty");
    }

    /** Does something while nobody turns it off or on. */
    synchronized void whileSteady(Runnable action) {
        action.run();
    }

    /** Lets whoever turns it off or on stop soon, and waits for that. */
    void close() {
        closing = true;
        synchronized (this) {
            state.set(State.OFF);
        }
    }

    private void poisoned(String why) {
        if (closing || node.volatileFiles.get() > 0 || !state.compareAndSet(State.ON, State.DRAINING))
            return;
        startTurningOff();
        notice.accept("Compressed pool has turned itself off, page files are used instead as in stock Ignite. To turn it on again call"
            + " ZsPlugin.enable(), or restart the node; if it comes back, look for broken memory [reason=" + why + ']');
    }

    /** If no thread can be started it stays on, and the next failure tries again. */
    private void startTurningOff() {
        try {
            Thread thread = new Thread(this::turnOffInBackground, "zs-turn-off-" + node.writeBacks.threadName);
            thread.setDaemon(true);
            thread.start();
        }
        catch (Throwable e) {
            state.compareAndSet(State.DRAINING, State.ON);
            throw e;
        }
    }

    /** Somebody may have turned it on again. */
    private synchronized void turnOffIfPoisoned() throws StorageException {
        if (state.get() == State.DRAINING)
            drain(NOBODY);
    }

    private void turnOffInBackground() {
        while (!closing && state.get() == State.DRAINING)
            try {
                turnOffIfPoisoned();
            }
            catch (Throwable e) {
                Failures.tell(stays, e);
                LockSupport.parkNanos(RETRY_NANOS);
            }
    }

    /** A store that is just being synced is in no list of unsynced ones; then there is another look. */
    private void writeDirtyPages(DoubleConsumer progress) throws StorageException {
        long all = Math.max(1, node.tier.dirtyPages());
        while (!closing && node.hasDirtyPages()) {
            progress.accept(writtenShare(all));
            node.writeBacks.flushAll(() -> progress.accept(writtenShare(all)));
            Rest.nanos(REST_NANOS);
        }
    }

    /** The count is a sum of several that change meanwhile. */
    private double writtenShare(long all) {
        return Math.min(1, Math.max(0, 1 - (double)node.tier.dirtyPages() / all));
    }
}
