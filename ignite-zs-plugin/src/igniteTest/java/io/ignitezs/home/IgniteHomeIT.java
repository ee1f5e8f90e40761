package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.ignite.cluster.ClusterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package in an Ignite home, with the class path of Ignite's scripts: it works, it can be taken away, and it does not run with codec jars it must not use. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class IgniteHomeIT {
    private static final String CONFIG = "config/" + IgniteHome.PLUGIN + "/single-node.xml";
    private static final String SMALL_REGION = "zs.region.bytes=" + (24 << 20);
    private static final String SMALL_LOG = "<property name='walSegmentSize' value='4194304'/>";
    private static final String CACHE = "<property name='cacheConfiguration'><bean class='org.apache.ignite.configuration.CacheConfiguration'>"
        + "<property name='name' value='rows'/><property name='affinity'>"
        + "<bean class='org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction'><property name='partitions' value='16'/></bean>"
        + "</property></bean></property>";
    private static final String ON = "Compressed pool is on [";

    private final List<HomeNode> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    private IgniteHome home;
    private int discoveryPort;
    private int clientPort;

    @BeforeEach void install() throws IOException {
        home = IgniteHome.assemble(directory.resolve("home"));
        home.unpackPackage();
        discoveryPort = FreePorts.next();
        clientPort = FreePorts.next();
    }

    @AfterEach void kill() throws InterruptedException {
        for (HomeNode node : nodes)
            node.kill();
    }

    @Test void worksAndIsTakenAway() throws Exception {
        String config = edited();
        HomeNode first = start(home.classPath(), config).await(ClusterState.ACTIVE);
        assertTrue(first.logged(ON).toString().contains("/libs/ignite-zs-plugin/lz4-java-"), first.logged(ON)::toString);
        first.loadRows();
        deactivateAndStop(first);
        HomeNode node = start(home.classPath(), config, SMALL_REGION).await(ClusterState.ACTIVE);
        node.compareRows();
        node.compareRows();
        operate(node);
        node.compareRows();
        deactivateAndStop(node);
        String stockConfig = withoutThePlugin(config);
        home.removePackage();
        isStockWithAllRows(start(home.classPath(), stockConfig, SMALL_REGION).await(ClusterState.ACTIVE));
    }

    private static void isStockWithAllRows(HomeNode stock) throws IOException, InterruptedException {
        stock.compareRows();
        assertEquals(List.of(), stock.logged("ompressed pool"));
        assertEquals(List.of(), stock.logged("ignite-zs"));
        stock.stop();
    }

    /** By the control utility: Ignite's own commands, and the plugin's. */
    private static void operate(HomeNode node) throws IOException, InterruptedException {
        assertPrints("ACTIVE", node.control("--state"));
        assertPrints("ConsistentId=zs-single-node", node.control("--baseline"));
        assertPrints("rows", node.control("--system-view", "caches"));
        String stat = node.control("--zs", "stat");
        assertPrints(String.valueOf(64 << 20), stat);
        assertTrue(Pattern.compile("readsByPool +[1-9]").matcher(stat).find(), stat);
        assertPrints("rows", node.control("--system-view", "zs.caches"));
        node.control("--set-state", "INACTIVE", "--force", "--yes");
        node.await(ClusterState.INACTIVE).control("--set-state", "ACTIVE", "--yes");
        node.await(ClusterState.ACTIVE);
    }

    private static void assertPrints(String part, String printed) {
        assertTrue(printed.contains(part), printed);
    }

    /** With a last checkpoint, which a node that is told to end while it is active leaves to its log and the next start. */
    private static void deactivateAndStop(HomeNode node) throws IOException, InterruptedException {
        node.control("--set-state", "INACTIVE", "--force", "--yes");
        node.await(ClusterState.INACTIVE).stop();
    }

    @Test void codecJarsOfIgniteCompressInFrontAreRefused() throws Exception {
        home.addCompress("libs");
        String lz4 = start(home.classPath(), CONFIG).refusal();
        assertTrue(lz4.contains("Bad ignite-zs configuration [property=codec, value=lz4,"), lz4);
        assertTrue(lz4.contains("jar=" + home.resolve("libs/ignite-compress/lz4-java-1.8.0.jar") + ']'), lz4);
        String zstd = start(home.classPath(), CONFIG, "zs.codec=zstd").refusal();
        assertTrue(zstd.contains("Bad ignite-zs configuration [property=codec, value=zstd,"), zstd);
        assertTrue(zstd.contains("jar=" + home.resolve("libs/ignite-compress/zstd-jni-1.5.5-5.jar") + ']'), zstd);
    }

    @Test void codecJarsOfThePluginInFrontAreUsed() throws Exception {
        home.addCompress("libs");
        home.move("libs/" + IgniteHome.PLUGIN, "libs/1-" + IgniteHome.PLUGIN);
        HomeNode node = start(home.classPath(), edited(), "zs.codec=zstd").await(ClusterState.ACTIVE);
        assertEquals(1, node.logged(ON).stream().filter(line -> line.contains("/libs/1-ignite-zs-plugin/zstd-jni-")).count());
        List<String> warnings = node.logged("More than one jar has the classes of");
        assertTrue(warnings.stream().anyMatch(line -> line.contains("notUsed=[" + home.resolve("libs/ignite-compress/lz4-java-1.8.0.jar") + ']')), warnings::toString);
        assertTrue(warnings.stream().anyMatch(line -> line.contains("notUsed=[" + home.resolve("libs/ignite-compress/zstd-jni-1.5.5-5.jar") + ']')), warnings::toString);
        node.loadRows();
        node.compareRows();
        node.stop();
    }

    @Test void besideIgniteCompressWithoutItsCodecJars() throws Exception {
        home.addCompress("libs");
        home.deleteJars("libs/" + IgniteHome.COMPRESS, "(lz4-java|zstd-jni)-.*");
        HomeNode node = start(home.classPath(), edited()).await(ClusterState.ACTIVE);
        assertEquals(1, node.logged(ON).size());
        assertEquals(List.of(), node.logged("More than one jar"));
        node.stop();
    }

    /** Modules of Docker's OPTION_LIBS stand on the class path as they are listed. */
    @Test void asOptionLibs() throws Exception {
        home.addCompress("libs/optional");
        home.move("libs/" + IgniteHome.PLUGIN, "libs/optional/" + IgniteHome.PLUGIN);
        HomeNode node = start(home.classPathWithOptionLibs(IgniteHome.PLUGIN, IgniteHome.COMPRESS), CONFIG).await(ClusterState.ACTIVE);
        assertEquals(1, node.logged(ON).stream().filter(line -> line.contains("/libs/optional/ignite-zs-plugin/lz4-java-")).count());
        node.stop();
        String refusal = start(home.classPathWithOptionLibs(IgniteHome.COMPRESS, IgniteHome.PLUGIN), CONFIG).refusal();
        assertTrue(refusal.contains("jar=" + home.resolve("libs/optional/ignite-compress/lz4-java-1.8.0.jar") + ']'), refusal);
    }

    /** In front of the jars of ignite-compress; and for the control utility where the plugin is a module of OPTION_LIBS, of which it knows nothing. */
    @Test void asUserLibs() throws Exception {
        home.addCompress("libs");
        HomeNode node = start(home.classPathWithUserLibs("libs/" + IgniteHome.PLUGIN), edited()).await(ClusterState.ACTIVE);
        assertEquals(1, node.logged(ON).stream().filter(line -> line.contains("/libs/ignite-zs-plugin/lz4-java-")).count());
        node.stop();
        home.move("libs/" + IgniteHome.PLUGIN, "libs/optional/" + IgniteHome.PLUGIN);
        HomeNode optional = start(home.classPathWithOptionLibs(IgniteHome.PLUGIN), edited()).await(ClusterState.ACTIVE);
        assertPrints(String.valueOf(64 << 20), optional.controlWith(home.classPathWithUserLibs("libs/optional/" + IgniteHome.PLUGIN), "--zs", "stat"));
        optional.stop();
    }

    /** The package is replaced by itself, but for the name of the plugin's jar, which has another version. */
    @Test void isUpgraded() throws Exception {
        String config = edited();
        HomeNode before = start(home.classPath(), config, "zs.codec=zstd").await(ClusterState.ACTIVE);
        before.loadRows();
        String settings = settings(before);
        deactivateAndStop(before);
        home.removePackage();
        home.unpackPackage();
        Path jar = IgniteHome.files(home.resolve("libs/" + IgniteHome.PLUGIN), IgniteHome.PLUGIN + "-.*\\.jar").get(0);
        Files.move(jar, jar.resolveSibling(IgniteHome.PLUGIN + "-99.jar"));
        HomeNode after = start(home.classPath(), config, "zs.codec=zstd", SMALL_REGION).await(ClusterState.ACTIVE);
        after.compareRows();
        assertEquals(settings, settings(after));
        assertPrints(String.valueOf(64 << 20), after.control("--zs", "stat"));
        after.stop();
    }

    /** That the log tells when the pool is turned on. */
    private static String settings(HomeNode node) throws IOException {
        String line = node.logged(ON).get(0);
        return line.substring(line.indexOf(ON));
    }

    private HomeNode start(String classPath, String config, String... settings) throws IOException {
        HomeNode node = HomeNode.start(home, classPath, config, discoveryPort, clientPort, settings);
        nodes.add(node);
        return node;
    }

    /** The package's configuration with a cache of few partitions and small files, as an operator edits a copy of it. @return its path */
    private String edited() throws IOException {
        String text = Files.readString(home.resolve(CONFIG));
        text = insertAfter("<bean class=\"org.apache.ignite.configuration.DataStorageConfiguration\">", SMALL_LOG, text);
        text = insertAfter("<bean id=\"ignite.cfg\" class=\"org.apache.ignite.configuration.IgniteConfiguration\">", CACHE, text);
        return Files.writeString(home.resolve("edited.xml"), text).toString();
    }

    private static String insertAfter(String place, String insert, String text) {
        assertTrue(text.contains(place), text);
        return text.replace(place, place + insert);
    }

    /** The beans of the plugin's classes taken out, as the operator does before the jars go. @return its path */
    private String withoutThePlugin(String config) throws IOException {
        String text = Files.readString(Path.of(config));
        for (String property : List.of("pluginProviders", "lifecycleBeans"))
            text = Pattern.compile("<property name=\"" + property + "\">.*?</list>\\s*</property>", Pattern.DOTALL).matcher(text).replaceFirst("");
        assertTrue(!text.contains("class=\"io.ignitezs"), text);
        return Files.writeString(home.resolve("stock.xml"), text).toString();
    }
}
