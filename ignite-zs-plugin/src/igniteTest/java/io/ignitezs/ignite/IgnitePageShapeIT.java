package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.CompactablePageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strips and restores every page of a store that a real node has written, and proves for each kind of page that nothing is
 * lost.
 */
class IgnitePageShapeIT {
    private static final int PAGE_BYTES = 4096;
    private static final int HEADER_PAGES = 1;

    /** Kinds of pages that Ignite could strip and that this store does not have, with the reason. */
    private static final Map<String, String> NOT_HERE = Map.of(
        "LinkMap.LinkMappingLeafIO", "only in the link mapping files of defragmentation, which are never pooled",
        "LinkMap.LinkMappingInnerIO", "as its leaves",
        "SimpleDataPageIO", "counters with gaps of a partition, which take lost updates to make; DataPageShapeTest makes its own"
    );

    @TempDir
    private Path directory;

    private final Map<String, Kind> seen = new TreeMap<>();
    private final ShapeProof proof = new ShapeProof(PAGE_BYTES);

    @Test
    void everyPageOfARealStoreSurvives() throws IOException, IgniteCheckedException {
        List<Path> files;
        try (NodeHarness harness = new NodeHarness(directory).withoutTier()) {
            fill(harness.start("one"));
            files = pageFiles(harness.storage("one"));
        }
        for (Path file : files)
            provePages(file);
        print();
        assertTrue(seen.values().stream().mapToInt(kind -> kind.pages).sum() > 2_000, "the store should be large");
        assertEquals(Set.of(), missingKinds(), "kinds of pages that Ignite can compact and that were not seen");
    }

    private static void fill(Ignite node) throws IgniteCheckedException {
        fillPlain(node);
        fillGroup(node);
        fillTables(node);
        for (int key = 0; key < 400; key++)
            ((IgniteEx)node).context().distributedMetastorage().write("ignite-zs-test-" + key, "value " + key);
    }

    private static void fillPlain(Ignite node) {
        CacheModel model = new CacheModel(1, 4_000);
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(configuration("plain"));
        model.load(cache);
        for (int step = 0; step < 150; step++)
            model.randomStep(cache);
        IgniteCache<Integer, byte[]> expiring = node.getOrCreateCache(configuration("expiring"));
        new CacheModel(2, 3_000).load(expiring.withExpiryPolicy(new CreatedExpiryPolicy(new Duration(TimeUnit.DAYS, 1))));
    }

    private static void fillGroup(Ignite node) {
        for (String name : List.of("first", "second")) {
            IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(configuration(name).setGroupName("group"));
            CacheModel model = new CacheModel(3, 2_000);
            model.load(cache.withExpiryPolicy(new CreatedExpiryPolicy(new Duration(TimeUnit.DAYS, 1))));
            for (int step = 0; step < 50; step++)
                model.randomStep(cache);
        }
    }

    private static void fillTables(Ignite node) {
        node.addCacheConfiguration(configuration("few*"));
        IgniteCache<?, ?> sql = node.getOrCreateCache(configuration("sql"));
        query(sql, "CREATE TABLE word (id INT PRIMARY KEY, lemma VARCHAR, gloss VARCHAR, sense INT, weight DOUBLE, at TIMESTAMP)"
            + " WITH \"TEMPLATE=few\"");
        query(sql, "CREATE INDEX by_lemma ON word (lemma) INLINE_SIZE 24");
        query(sql, "CREATE INDEX by_gloss ON word (gloss, sense) INLINE_SIZE 100");
        query(sql, "CREATE INDEX by_reference ON word (lemma, sense) INLINE_SIZE 0");
        for (int index = 0; index < 40; index++)
            query(sql, "CREATE INDEX many_" + index + " ON word (sense, weight, id) INLINE_SIZE " + (5 + index));
        for (int id = 0; id < 3_000; id++)
            query(sql, "INSERT INTO word VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)", id, "lemma" + id % 977,
                "gloss of " + id * 7919L, id % 13, id / 3.0);
        query(sql, "UPDATE word SET gloss = CONCAT(gloss, ' and a longer text than before') WHERE sense = 5");
        query(sql, "DELETE FROM word WHERE sense = 7");
    }

    private static void query(IgniteCache<?, ?> cache, String sql, Object... arguments) {
        cache.query(new SqlFieldsQuery(sql).setArgs(arguments)).getAll();
    }

    /** Few partitions, so that their trees have more than one level. */
    private static CacheConfiguration<Integer, byte[]> configuration(String name) {
        return new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 4));
    }

    private static List<Path> pageFiles(Path storage) throws IOException {
        try (Stream<Path> files = Files.walk(storage, 2)) {
            return files.filter(file -> file.toString().endsWith(".bin")).sorted().collect(Collectors.toList());
        }
    }

    private void provePages(Path file) throws IOException, IgniteCheckedException {
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(file)) {
            for (long index = HEADER_PAGES; (index + 1) * PAGE_BYTES <= channel.size(); index++) {
                page.clear();
                channel.read(page, index * PAGE_BYTES);
                if (PageIO.getType(page) != 0)
                    prove(page, file.getParent().getFileName() + "/" + file.getFileName() + " page " + (index - HEADER_PAGES));
            }
        }
    }

    private void prove(ByteBuffer page, String where) throws IgniteCheckedException {
        PageIO.setCrc(page, 0);
        PageIO io = PageIO.getPageIO(page);
        String what = where + " " + io;
        byte[] original = ShapeProof.bytes(page, PAGE_BYTES);
        long address = Memory.address(page);
        int keptBytes = proof.prove(original, ReadableBytes.of(io, address, PAGE_BYTES), what);
        assertTrue(io instanceof CompactablePageIO || keptBytes == PAGE_BYTES, what + " cannot be stripped");
        seen.computeIfAbsent(kind(io), name -> new Kind()).add(keptBytes);
    }

    private static String kind(PageIO io) {
        String name = io.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** Kinds of all compactable types in all versions that Ignite has registered in this process. */
    private Set<String> missingKinds() {
        Set<String> missing = new TreeSet<>();
        for (int type = 1; type < Short.MAX_VALUE; type++)
            for (int version = 1; version <= 4; version++)
                addKind(missing, type, version);
        missing.removeAll(seen.keySet());
        missing.removeAll(NOT_HERE.keySet());
        return missing;
    }

    private static void addKind(Set<String> kinds, int type, int version) {
        try {
            PageIO io = PageIO.getPageIO(type, version);
            if (io instanceof CompactablePageIO)
                kinds.add(kind(io));
        }
        catch (IgniteCheckedException | RuntimeException e) {
            // Not registered.
        }
    }

    private void print() {
        System.out.printf("%-32s %8s %10s %12s%n", "kind of page", "pages", "stripped", "bytes kept");
        for (Map.Entry<String, Kind> kind : seen.entrySet())
            System.out.printf("%-32s %8d %10d %11.0f%%%n", kind.getKey(), kind.getValue().pages, kind.getValue().stripped,
                100.0 * kind.getValue().keptBytes / kind.getValue().pages / PAGE_BYTES);
    }

    private static final class Kind {
        private int pages;
        private int stripped;
        private long keptBytes;

        private void add(int bytes) {
            pages++;
            stripped += bytes < PAGE_BYTES ? 1 : 0;
            keptBytes += bytes;
        }
    }
}
