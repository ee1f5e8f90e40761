package io.ignitezs.ignite;

import io.ignitezs.pool.ThreadEnd;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/**
 * Writes dirty pages to their files before the checkpoint asks for it, when many wait in the tier: one thread, which nobody waits for. What it
 * fails to write stays dirty, and fails the sync of the checkpoint if that cannot write it either.
 */
final class BackgroundWriteBack implements AutoCloseable {
    /** Shares of what may be dirty at which it begins and ends. */
    private static final double START_SHARE = 0.5;
    private static final double STOP_SHARE = 0.25;

    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final WriteBacks writeBacks;
    private final DoubleSupplier dirtyShare;
    private final Consumer<String> warning;
    private final Thread thread;
    private volatile boolean awake;
    private volatile boolean closed;

    BackgroundWriteBack(WriteBacks writeBacks, DoubleSupplier dirtyShare, Consumer<String> warning, String threadName) {
        this.writeBacks = writeBacks;
        this.dirtyShare = dirtyShare;
        this.warning = warning;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** To be called after a page was kept dirty. */
    void keptDirty() {
        if (!awake && dirtyShare.getAsDouble() > START_SHARE)
            wake();
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        closed = true;
        wake();
        ThreadEnd.await(thread);
    }

    private void wake() {
        awake = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            try {
                sleep();
                if (!writeSome())
                    LockSupport.parkNanos(this, BACK_OFF_NANOS);
            }
            catch (Throwable e) {
                warning.accept("Failed to write pages of the cold tier to their files in the background, the checkpoint will [cause=" + e + ']');
                LockSupport.parkNanos(this, BACK_OFF_NANOS);
            }
        }
    }

    private void sleep() {
        awake = false;
        while (!closed && dirtyShare.getAsDouble() <= START_SHARE && !awake)
            LockSupport.park(this);
        awake = true;
    }

    /** @return whether anything was to be written */
    private boolean writeSome() throws StorageException {
        boolean found = false;
        for (ZsPageStore store : writeBacks.unsyncedStores())
            for (int next = 0; next >= 0 && isNeeded(); ) {
                next = store.flushSome(next);
                found |= next >= 0;
            }
        return found;
    }

    private boolean isNeeded() {
        return !closed && dirtyShare.getAsDouble() > STOP_SHARE;
    }
}
