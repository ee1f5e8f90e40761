package io.ignitezs.examples;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsPluginProvider;
import org.apache.ignite.Ignite;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.lang.IgniteCallable;
import org.apache.ignite.resources.IgniteInstanceResource;

/** Runs on a server. */
final class PoolReport implements IgniteCallable<NodePool> {
    private static final long serialVersionUID = 1;

    private final String cache;

    @IgniteInstanceResource
    private transient Ignite ignite;

    PoolReport(String cache) {
        this.cache = cache;
    }

    @Override public NodePool call() {
        long rows = ignite.cache(cache).localSizeLong(CachePeekMode.PRIMARY, CachePeekMode.BACKUP);
        return new NodePool(ignite.name(), rows, ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).stats());
    }
}
