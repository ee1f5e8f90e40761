package io.ignitezs.crash;

import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;

/** The caches under load: two transactional ones, one atomic, one transactional that comes and goes. */
final class CrashCaches {
    static final int COUNT = 4;
    static final int WITHOUT_BACKUPS = 0;
    static final int ATOMIC = 2;
    static final int COMES_AND_GOES = 3;
    private static final int PARTITIONS = 12;

    private CrashCaches() {
    }

    static IgniteCache<Integer, byte[]> cache(Ignite node, int number) {
        return node.cache(name(number));
    }

    static IgniteCache<Integer, byte[]> create(Ignite node, int number) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name(number))
            .setAtomicityMode(number == ATOMIC ? CacheAtomicityMode.ATOMIC : CacheAtomicityMode.TRANSACTIONAL)
            .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC)
            .setBackups(number == WITHOUT_BACKUPS ? 0 : 1)
            .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS)));
    }

    static String name(int number) {
        return "rows-" + number;
    }
}
