package io.ignitezs.plugin;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.ignite.plugin.IgnitePlugin;

/**
 * A node's pool, to be watched and worked on: {@code ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME)}, for which Ignite wants
 * the cluster active. Once had it is valid until the node stops, also while the cluster is inactive and when it is active
 * again; after the stop it is like that of a node without pool. Thread-safe.
 */
public final class ZsPlugin implements IgnitePlugin {
    /** Null without node. */
    private final ZsNode node;

    ZsPlugin(ZsNode node) {
        this.node = node;
    }

    /** Whether this node has a pool. False on client nodes and where the configuration says so. */
    public boolean isEnabled() {
        return node != null && node.isEnabled();
    }

    /** A snapshot; all zero while this node has no pool. */
    public ZsStats stats() {
        return isEnabled() ? node.stats() : ZsStats.NONE;
    }

    /** A snapshot for each cache group that goes through the pool and has files open, by name; empty while this node has no pool. */
    public List<ZsGroupStats> groupStats() {
        return isEnabled() ? node.groupStats() : List.of();
    }

    /** A snapshot for each slab of the pool, by number; empty while this node has no pool. */
    public List<ZsSlabStats> slabStats() {
        return isEnabled() ? node.slabStats() : List.of();
    }

    /**
     * Compacts the pool now, to the end, whether or not that is on in the background: fills holes, and gives memory that is not needed back to the
     * operating system. Pages are read and stored meanwhile.
     * @return what it did; nothing while the cluster is inactive
     * @throws IllegalStateException if this node has no pool, or if it stops or is deactivated meanwhile
     */
    public ZsCompaction compact() {
        return compact(null);
    }

    /**
     * As {@link #compact()}.
     * @param progress told, by the calling thread, from time to time which share of the work is done, 0..1; ends it early by
     *     throwing something, which is passed on. Null if nobody is to be told
     */
    public ZsCompaction compact(DoubleConsumer progress) {
        return new ZsCompaction(poolNode().compact(progress));
    }

    /**
     * Makes the pool larger, or smaller: then pages are dropped as needed, and when this returns the memory has gone back to the operating system.
     * Pages are read and stored meanwhile. The new size holds until the node stops, also when the cluster is deactivated and activated again; a
     * restarted node has the size of its configuration.
     * @param maxSize as for {@link ZsConfiguration#setMaxSize}
     * @throws IllegalArgumentException if that is no amount of memory, less than the pool's tables need, or more than this process may use. The
     *     pool is then as it was
     * @throws IllegalStateException if this node has no pool; if it stops or is deactivated meanwhile; or if pages that are being read kept the pool
     *     from getting that small, which another try may do. {@link ZsStats#getLimitBytes} is what holds
     */
    public void resize(String maxSize) {
        poolNode().resize(maxSize);
    }

    /**
     * Turns the pool off: dirty pages are written to their files, all pages dropped, all memory given back, while the node works on as stock Ignite.
     * Holds until {@link #enable} or the node's restart.
     * @throws IllegalStateException if this node has no pool
     * @throws org.apache.ignite.IgniteException if a page could not be written to its file; the pool takes no pages any more then, and keeps that one.
     *     Another call tries again
     */
    public void disable() {
        poolNode().turnOff();
    }

    /**
     * Turns the pool on again after {@link #disable}, or after it has turned itself off ({@link ZsStats#isPassThrough}). It begins empty, and comes
     * with no file's past: what was written while it was off is read from the files.
     * @throws IllegalStateException if this node has no pool
     * @throws IllegalArgumentException if its memory cannot be had; it is still off then
     */
    public void enable() {
        poolNode().turnOn();
    }

    private ZsNode poolNode() {
        if (!isEnabled())
            throw new IllegalStateException("This node has no compressed pool");
        return node;
    }
}
