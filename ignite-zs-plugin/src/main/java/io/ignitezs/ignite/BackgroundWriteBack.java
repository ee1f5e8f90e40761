package io.ignitezs.ignite;

import io.ignitezs.pool.BackgroundWorker;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/**
 * Writes dirty pages to their files before the checkpoint asks for it, when many wait in the tier: one thread, which nobody waits for. What it
 * fails to write stays dirty, and fails the sync of the checkpoint if that cannot write it either.
 */
final class BackgroundWriteBack implements BackgroundWorker.Work, AutoCloseable {
    /** Shares of what may be dirty at which it begins and ends. */
    private static final double START_SHARE = 0.5;
    private static final double STOP_SHARE = 0.25;

    private final WriteBacks writeBacks;
    private final DoubleSupplier dirtyShare;
    private final Consumer<String> warning;
    private final BackgroundWorker background;

    BackgroundWriteBack(WriteBacks writeBacks, DoubleSupplier dirtyShare, Consumer<String> warning, String threadName) {
        this.writeBacks = writeBacks;
        this.dirtyShare = dirtyShare;
        this.warning = warning;
        background = new BackgroundWorker(this, this::failed, threadName);
        background.start();
    }

    /** To be called after a page was kept dirty. */
    void keptDirty() {
        if (!background.isAwake() && isDue())
            background.wake();
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        background.close();
    }

    private void failed(Throwable failure) {
        warning.accept("Failed to write pages of the cold tier to their files in the background, the checkpoint will [cause=" + failure + ']');
    }

    @Override public boolean isDue() {
        return dirtyShare.getAsDouble() > START_SHARE;
    }

    /** @return whether anything was to be written */
    @Override public boolean run() throws StorageException {
        boolean found = false;
        for (ZsPageStore store : writeBacks.unsyncedStores())
            for (int next = 0; next >= 0 && isNeeded(); ) {
                next = store.flushSome(next);
                found |= next >= 0;
            }
        return found;
    }

    private boolean isNeeded() {
        return !background.isClosed() && dirtyShare.getAsDouble() > STOP_SHARE;
    }
}
