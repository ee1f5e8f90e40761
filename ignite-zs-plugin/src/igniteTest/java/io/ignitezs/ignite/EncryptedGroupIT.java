package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.util.typedef.internal.CU;
import org.apache.ignite.spi.encryption.keystore.KeystoreEncryptionSpi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted groups are served from the pool as from the data region, or not at all; their files stay encrypted. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EncryptedGroupIT {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final int KEYS = 60_000;

    @TempDir
    private Path directory;

    @BeforeEach
    void makeKeyStore() throws GeneralSecurityException, IOException {
        makeKeyStore(directory);
    }

    static void makeKeyStore(Path directory) throws GeneralSecurityException, IOException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setEntry("ignite.master.key", new KeyStore.SecretKeyEntry(generator.generateKey()), new KeyStore.PasswordProtection(PASSWORD));
        try (OutputStream out = Files.newOutputStream(directory.resolve("keys.p12"))) {
            keys.store(out, PASSWORD);
        }
    }

    @ParameterizedTest(name = "excluded={0}, writeBack={1}") @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void contentAgreesWithTheModel(boolean excluded, boolean writeBack) throws IgniteCheckedException, IOException {
        CacheModel model = new CacheModel(5, KEYS);
        try (NodeHarness harness = harness(excluded)) {
            harness.settings().writeBack = writeBack;
            Ignite node = harness.start("one");
            model.load(node, cache(node));
            NodeHarness.checkpoint(node);
            assertEquals(excluded ? UnpooledPageStore.class : ZsPageStore.class, storeClass(node), "also excluded files sync what is unsynced elsewhere");
            for (int step = 0; step < 100; step++)
                model.randomStep(cache(node));
            NodeHarness.checkpoint(node);
            long hits = NodeHarness.tierStats(node).hits;
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(excluded, NodeHarness.tierStats(node).hits - hits < 100, "hits " + NodeHarness.tierStats(node).hits);
            assertEquals(excluded, NodeHarness.verify(node) < 100, "pages as in their files");
            assertEquals(writeBack && !excluded, NodeHarness.tierStats(node).writeBacks > 1_000, "pages that waited");
            harness.stop(node);
            assertEquals(List.of(), model.differences(cache(harness.start("one"))), "after a restart");
            assertEquals(List.of(), harness.warnings());
        }
        try (NodeHarness harness = harness(excluded).withoutTier()) {
            assertEquals(List.of(), model.differences(cache(harness.start("one"))), "stock Ignite on the same files");
        }
        assertFalse(filesContainRunOf((byte)7, 40), "the files are encrypted");
    }

    /** By whoever looks at them without the key. */
    @Test
    void filesTellThatTheyAreEncrypted() throws IgniteCheckedException, IOException {
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            new CacheModel(6, 5000).load(cache(node));
            node.getOrCreateCache("plain").put(1, "one");
            NodeHarness.checkpoint(node);
        }
        Map<String, Set<PageRead>> found = new TreeMap<>();
        ByteBuffer page = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
        for (PageSource file : NodeDirectory.in(directory.resolve("work/db")).get(0).files()) {
            for (int pageIndex = 0; pageIndex < file.pages(); pageIndex++)
                found.computeIfAbsent(file.group(), group -> EnumSet.noneOf(PageRead.class)).add(file.read(pageIndex, page));
            file.close();
        }
        found.values().forEach(reads -> reads.remove(PageRead.UNWRITTEN));
        assertEquals(EnumSet.of(PageRead.ENCRYPTED), found.get("words"));
        assertEquals(EnumSet.of(PageRead.PAGE), found.get("plain"));
    }

    private static Class<?> storeClass(Ignite node) throws IgniteCheckedException {
        return ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).getStore(CU.cacheId("words"), 0).getClass();
    }

    private NodeHarness harness(boolean excluded) {
        NodeHarness harness = new NodeHarness(directory).configure(configuration -> configuration.setEncryptionSpi(encryption(directory)));
        harness.settings().excludeEncrypted = excluded;
        return harness;
    }

    /** With the key store that {@link #makeKeyStore} has made there. */
    static KeystoreEncryptionSpi encryption(Path directory) {
        KeystoreEncryptionSpi encryption = new KeystoreEncryptionSpi();
        encryption.setKeyStorePath(directory.resolve("keys.p12").toString());
        encryption.setKeyStorePassword(PASSWORD);
        return encryption;
    }

    /** Values of the model end with a long run of one byte, which is in a file only if that is not encrypted. */
    private boolean filesContainRunOf(byte repeated, int count) throws IOException {
        byte[] run = new byte[count];
        Arrays.fill(run, repeated);
        String wanted = new String(run, StandardCharsets.ISO_8859_1);
        Path group = directory.resolve("work/db/one/cache-words");
        assertTrue(Files.isDirectory(group), group.toString());
        try (Stream<Path> files = Files.list(group)) {
            for (Path file : (Iterable<Path>)files.filter(path -> path.toString().endsWith(".bin"))::iterator)
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted))
                    return true;
        }
        return false;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words")
            .setEncryptionEnabled(true)
            .setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
