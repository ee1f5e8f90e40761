package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;

/** Rows of which half compresses, in a cache of 16 partitions. */
final class HalfRows {
    private static final String CACHE = "rows";

    private final Random random;
    private final int rowBytes;

    HalfRows(Random random, int rowBytes) {
        this.random = random;
        this.rowBytes = rowBytes;
    }

    byte[] row() {
        byte[] row = new byte[rowBytes];
        ByteBuffer buffer = ByteBuffer.wrap(row);
        while (buffer.position() < rowBytes / 2)
            buffer.putInt(random.nextInt());
        return row;
    }

    /** Makes the cache, with a checkpoint after each batch: a small region must not become full of dirty pages. */
    IgniteCache<Integer, byte[]> fill(Ignite node, int rows, int batch) throws IgniteCheckedException {
        IgniteCache<Integer, byte[]> cache = node.createCache(new CacheConfiguration<Integer, byte[]>(CACHE)
            .setAffinity(new RendezvousAffinityFunction(false, 16)));
        for (int from = 0; from < rows; from += batch) {
            try (IgniteDataStreamer<Integer, byte[]> streamer = node.dataStreamer(CACHE)) {
                for (int key = from; key < Math.min(rows, from + batch); key++)
                    streamer.addData(key, row());
            }
            NodeHarness.checkpoint(node);
        }
        return cache;
    }
}
