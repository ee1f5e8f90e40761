package io.ignitezs.ignite;

import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.processors.cache.persistence.DatabaseLifecycleListener;
import org.apache.ignite.internal.processors.cache.persistence.IgniteCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cluster.IgniteChangeGlobalStateSupport;

/**
 * Hears that a node has all its pages for the last time: when it stops, after its last checkpoint; when the cluster is deactivated, before its caches are stopped,
 * which takes their pages out of the data regions.
 */
final class BeforeStop implements DatabaseLifecycleListener, IgniteChangeGlobalStateSupport {
    private final Runnable end;

    /** @param end run then */
    BeforeStop(Runnable end) {
        this.end = end;
    }

    @Override public void beforeStop(IgniteCacheDatabaseSharedManager database) {
        end.run();
    }

    @Override public void onActivate(GridKernalContext context) {
    }

    @Override public void onDeActivate(GridKernalContext context) {
        end.run();
    }
}
