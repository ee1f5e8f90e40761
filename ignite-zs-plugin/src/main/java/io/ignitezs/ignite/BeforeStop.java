package io.ignitezs.ignite;

import java.util.function.Supplier;
import org.apache.ignite.internal.processors.cache.persistence.DatabaseLifecycleListener;
import org.apache.ignite.internal.processors.cache.persistence.IgniteCacheDatabaseSharedManager;

/** Hears that a node, after its last checkpoint, is about to stop its data regions: because it stops or the cluster is deactivated. */
final class BeforeStop implements DatabaseLifecycleListener {
    private final Supplier<WarmRestart> warmRestart;

    /** @param warmRestart gives null while there is none */
    BeforeStop(Supplier<WarmRestart> warmRestart) {
        this.warmRestart = warmRestart;
    }

    @Override public void beforeStop(IgniteCacheDatabaseSharedManager database) {
        WarmRestart warm = warmRestart.get();
        if (warm != null)
            warm.beforeStop();
    }
}
