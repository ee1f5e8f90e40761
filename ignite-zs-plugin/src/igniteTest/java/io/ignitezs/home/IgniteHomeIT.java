package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package in an Ignite home, with the class path of Ignite's scripts: it works, it can be taken away, and it does not run with codec jars it must not use. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class IgniteHomeIT {
    private static final String CONFIG = "config/" + IgniteHome.PLUGIN + "/single-node.xml";
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
        discoveryPort = freePort();
        clientPort = freePort();
    }

    @AfterEach void kill() throws InterruptedException {
        for (HomeNode node : nodes)
            node.kill();
    }

    @Test void worksAndIsTakenAway() throws Exception {
        HomeNode node = start(home.classPath(), CONFIG).awaitActive();
        assertEquals(1, node.logged(ON).size());
        assertEquals(1, node.logged(ON).stream().filter(line -> line.contains("/libs/ignite-zs-plugin/lz4-java-")).count(), () -> String.valueOf(log(node)));
        node.loadRows();
        operate(node);
        node.compareRows();
        node.stop();
        home.removePackage();
        HomeNode stock = start(home.classPath(), withoutThePlugin().toString()).awaitActive();
        assertEquals(List.of(), stock.logged("ompressed pool"));
        assertEquals(List.of(), stock.logged("ignite-zs"));
        stock.compareRows();
        stock.stop();
    }

    /** By Ignite's own commands, through the control utility. */
    private static void operate(HomeNode node) throws IOException, InterruptedException {
        assertTrue(node.control("--state").contains("Cluster is active"));
        node.control("--set-state", "INACTIVE", "--force", "--yes");
        assertTrue(node.control("--state").contains("Cluster is inactive"));
        node.control("--set-state", "ACTIVE", "--yes");
        assertTrue(node.control("--baseline").contains("ConsistentId=zs-single-node"));
        assertTrue(node.control("--system-view", "caches").contains("rows"));
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
        HomeNode node = start(home.classPath(), CONFIG, "zs.codec=zstd").awaitActive();
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
        HomeNode node = start(home.classPath(), CONFIG).awaitActive();
        assertEquals(1, node.logged(ON).size());
        assertEquals(List.of(), node.logged("More than one jar"));
        node.stop();
    }

    /** Modules of Docker's OPTION_LIBS stand on the class path as they are listed. */
    @Test void asOptionLibs() throws Exception {
        home.addCompress("libs/optional");
        home.move("libs/" + IgniteHome.PLUGIN, "libs/optional/" + IgniteHome.PLUGIN);
        HomeNode node = start(home.classPathWithOptionLibs(IgniteHome.PLUGIN, IgniteHome.COMPRESS), CONFIG).awaitActive();
        assertEquals(1, node.logged(ON).stream().filter(line -> line.contains("/libs/optional/ignite-zs-plugin/lz4-java-")).count());
        node.stop();
        String refusal = start(home.classPathWithOptionLibs(IgniteHome.COMPRESS, IgniteHome.PLUGIN), CONFIG).refusal();
        assertTrue(refusal.contains("jar=" + home.resolve("libs/optional/ignite-compress/lz4-java-1.8.0.jar") + ']'), refusal);
    }

    private HomeNode start(String classPath, String config, String... settings) throws IOException {
        HomeNode node = HomeNode.start(home, classPath, config, discoveryPort, clientPort, settings);
        nodes.add(node);
        return node;
    }

    /** The file as the operator edits it before the jars go: the beans of the plugin's classes taken out. */
    private Path withoutThePlugin() throws IOException {
        String text = Files.readString(Path.of("..", "config", "single-node.xml"));
        for (String property : List.of("pluginProviders", "lifecycleBeans"))
            text = Pattern.compile("<property name=\"" + property + "\">.*?</list>\\s*</property>", Pattern.DOTALL).matcher(text).replaceFirst("");
        assertTrue(!text.contains("class=\"io.ignitezs"), text);
        return Files.writeString(home.resolve("stock.xml"), text);
    }

    private static List<String> log(HomeNode node) {
        try {
            return node.logged("");
        }
        catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
