package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What {@code mvn package} packs. */
class PackageIT {
    /** Without version. */
    private static final Set<String> JARS = new TreeSet<>(Set.of("ignite-zs-plugin", "lz4-java", "zstd-jni"));

    @Test void onlyItsOwnDirectories() throws IOException {
        for (String file : files())
            assertTrue(IgniteHome.PACKAGE_DIRECTORIES.stream().anyMatch(directory -> file.startsWith(directory + '/')), file);
    }

    @Test void itsJarsAndNothingThatIgniteHas() throws IOException {
        List<String> libs = files().stream().filter(file -> file.startsWith("libs/")).collect(Collectors.toList());
        assertEquals(JARS, libs.stream().map(file -> file.replaceAll(".*/|-[0-9].*\\.jar", "")).collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(JARS.size(), libs.size(), libs::toString);
    }

    @Test void configurationsDocumentsAndLicences() throws IOException {
        Set<String> files = files();
        for (String file : List.of("config/ignite-zs-plugin/single-node.xml", "config/ignite-zs-plugin/cluster-node.xml", "docs/ignite-zs-plugin/README.md",
            "docs/ignite-zs-plugin/LICENSE", "docs/ignite-zs-plugin/NOTICE", "docs/ignite-zs-plugin/licenses/lz4.txt",
            "docs/ignite-zs-plugin/licenses/zstd-jni.txt", "docs/ignite-zs-plugin/licenses/zstd.txt", "docs/ignite-zs-plugin/durability.md"))
            assertTrue(files.contains(file), () -> file + " in " + files);
    }

    private static Set<String> files() throws IOException {
        try (ZipFile zip = IgniteHome.openPackage()) {
            return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
