package io.ignitezs.examples;

import javax.cache.Cache;
import org.apache.ignite.Ignite;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.cache.affinity.Affinity;
import org.apache.ignite.lang.IgniteCallable;
import org.apache.ignite.resources.IgniteInstanceResource;

/** Runs on a server: reads each row of each copy that the node has, primary or backup, and makes one number of each partition. */
final class CopyDigests implements IgniteCallable<long[]> {
    /** Of a partition without a row on this node. */
    static final long NONE = 0;

    private static final long serialVersionUID = 1;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final String cache;

    @IgniteInstanceResource
    private transient Ignite ignite;

    CopyDigests(String cache) {
        this.cache = cache;
    }

    /** The order of rows does not matter. */
    @Override public long[] call() {
        Affinity<Object> affinity = ignite.affinity(cache);
        long[] digests = new long[affinity.partitions()];
        for (Cache.Entry<Object, Object> row : ignite.cache(cache).withKeepBinary().localEntries(CachePeekMode.PRIMARY, CachePeekMode.BACKUP))
            digests[affinity.partition(row.getKey())] += digest(row);
        return digests;
    }

    /** Ignite's hash code of a binary object is one of all of its bytes. */
    private static long digest(Cache.Entry<Object, Object> row) {
        long mixed = (row.getKey().hashCode() * MIX ^ row.getValue().hashCode()) * MIX;
        return mixed ^ mixed >>> 29;
    }
}
