package io.ignitezs.ignite;

import java.util.function.Supplier;
import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.processors.cache.persistence.DatabaseLifecycleListener;
import org.apache.ignite.internal.processors.cache.persistence.IgniteCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cluster.IgniteChangeGlobalStateSupport;

/**
 * Hears that a node has all its pages for the last time: when it stops, after its last checkpoint; when the cluster is deactivated, before its caches are stopped,
 * which takes their pages out of the data regions.
 */
final class BeforeStop implements DatabaseLifecycleListener, IgniteChangeGlobalStateSupport {
    private final Supplier<WarmRestart> warmRestart;

    /** @param warmRestart gives null while there is none */
    BeforeStop(Supplier<WarmRestart> warmRestart) {
        this.warmRestart = warmRestart;
    }

    @Override public void beforeStop(IgniteCacheDatabaseSharedManager database) {
        end();
    }

    @Override public void onActivate(GridKernalContext context) {
    }

    @Override public void onDeActivate(GridKernalContext context) {
        end();
    }

    private void end() {
        WarmRestart warm = warmRestart.get();
        if (warm != null)
            warm.end();
    }
}
