package io.ignitezs.examples;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsPluginProvider;
import io.ignitezs.plugin.ZsStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.cluster.ClusterState;

/** An embedded node, started from one of the two Spring files beside this class. */
final class Node implements AutoCloseable {
    static final int PAGE_BYTES = 4096;

    private static final String FOLDER = "io/ignitezs/examples/";

    private final Ignite ignite;
    private final boolean pooled;
    private final Path work;

    private Node(Ignite ignite, boolean pooled, Path work) {
        this.ignite = ignite;
        this.pooled = pooled;
        this.work = work;
    }

    /** @param pooled with the plugin; else stock Ignite with all of the budget as its data region */
    static Node start(Settings settings, boolean pooled) {
        int regionMebibytes = pooled ? settings.pooledRegionMebibytes() : settings.budgetMebibytes;
        System.setProperty("example.work", settings.work.toString());
        System.setProperty("example.port", Integer.toString(new Ports().take()));
        System.setProperty("example.region.bytes", Long.toString(regionMebibytes * MemorySize.MEBIBYTE));
        System.setProperty("example.pool.size", settings.poolMebibytes() + "m");
        System.setProperty("example.codec", settings.codec);
        System.setProperty("example.checkpoint.buffer.bytes",
            Long.toString(Settings.CHECKPOINT_BUFFER_MEBIBYTES * MemorySize.MEBIBYTE));
        Ignite ignite = Ignition.start(FOLDER + (pooled ? "with-ignite-zs.xml" : "stock.xml"));
        ignite.cluster().state(ClusterState.ACTIVE);
        return new Node(ignite, pooled, settings.work);
    }

    Ignite ignite() {
        return ignite;
    }

    /** Creates the caches, or finds them in the files. */
    void openCaches(List<Table> tables) {
        for (Table table : tables)
            ignite.getOrCreateCache(table.cacheConfiguration());
    }

    IgniteCache<Object, BinaryObject> cache(Table table) {
        return ignite.cache(table.name()).withKeepBinary();
    }

    boolean readsDirectly() {
        return DirectIo.isUsedUnder(work);
    }

    /** Pages that are in the data region now. */
    long hotPages() {
        return metric("PhysicalMemoryPages");
    }

    /** Pages that the data region had to ask for since the node started. */
    long pagesRead() {
        return metric("PagesRead");
    }

    /** Pages of all tables in their files; exact once the node has stopped. */
    static long filePages(Path work, List<Table> tables) throws IOException {
        long pages = 0;
        for (Table table : tables)
            pages += filePages(work.resolve("db").resolve("example").resolve("cache-" + table.name()));
        return pages;
    }

    /** @return null on a stock node */
    ZsStats poolStats() {
        return pooled ? ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).stats() : null;
    }

    /** Writes a last checkpoint and stops. */
    @Override public void close() {
        Ignition.stop(ignite.name(), true);
    }

    private long metric(String name) {
        SqlFieldsQuery query = new SqlFieldsQuery("SELECT \"VALUE\" FROM SYS.METRICS WHERE NAME = ?")
            .setArgs("io.dataregion.default." + name);
        String cache = ignite.cacheNames().iterator().next();
        return Long.parseLong(ignite.cache(cache).query(query).getAll().get(0).get(0).toString());
    }

    private static long filePages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // The first page of a file is its header.
            return files.filter(file -> file.toString().endsWith(".bin"))
                .mapToLong(file -> Math.max(0, file.toFile().length() / PAGE_BYTES - 1))
                .sum();
        }
    }
}
