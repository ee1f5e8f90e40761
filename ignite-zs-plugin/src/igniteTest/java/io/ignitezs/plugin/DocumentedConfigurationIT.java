package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.documents.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** Every example of XML in the documents is read by Spring and starts a node, with what it does not show added. */
class DocumentedConfigurationIT {
    private static final String BEANS = "<beans xmlns='http://www.springframework.org/schema/beans' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
        + " xsi:schemaLocation='http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd'>%s</beans>";

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @TestFactory Stream<DynamicTest> examples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : Documents.all())
            for (String xml : Documents.xml(document))
                tests.add(DynamicTest.dynamicTest(document.getFileName() + " " + (tests.size() + 1), () -> start(xml)));
        assertTrue(tests.size() >= 5, () -> "Examples that were found: " + tests.size());
        return tests.stream();
    }

    private void start(String xml) throws IOException {
        Path directory = Files.createTempDirectory(work, "node");
        try (GenericApplicationContext beans = load(xml); Ignite node = Ignition.start(node(beans, directory))) {
            node.cluster().state(ClusterState.ACTIVE);
            assertTrue(node.<ZsPlugin>plugin(ZsPluginProvider.NAME).isEnabled(), xml);
            node.getOrCreateCache("rows").put(1, "one");
            assertEquals("one", node.cache("rows").get(1));
        }
    }

    private static GenericApplicationContext load(String xml) {
        GenericApplicationContext beans = new GenericApplicationContext();
        byte[] file = String.format(BEANS, whole(xml)).getBytes(StandardCharsets.UTF_8);
        // A resource without a name: Spring cannot tell by itself how it is validated.
        XmlBeanDefinitionReader reader = new XmlBeanDefinitionReader(beans);
        reader.setValidationMode(XmlBeanDefinitionReader.VALIDATION_XSD);
        reader.loadBeanDefinitions(new ByteArrayResource(file));
        beans.refresh();
        return beans;
    }

    /** Properties alone are the bean's that they belong to. */
    private static String whole(String xml) {
        if (!xml.startsWith("<property"))
            return xml;
        Class<?> bean = xml.startsWith("<property name=\"pluginProviders\"") ? IgniteConfiguration.class : ZsConfiguration.class;
        return "<bean class='" + bean.getName() + "'>" + xml + "</bean>";
    }

    /** A whole node, or a plugin's configuration for one; alone on its ports, and no larger than a test may be. */
    private static IgniteConfiguration node(GenericApplicationContext beans, Path directory) {
        IgniteConfiguration isolated = new Nodes().server(directory, "documented");
        if (beans.getBeanNamesForType(IgniteConfiguration.class).length == 0)
            return isolated.setPluginProviders(new ZsPluginProvider().setConfiguration(small(beans.getBean(ZsConfiguration.class))));
        IgniteConfiguration shown = beans.getBean(IgniteConfiguration.class);
        DataStorageConfiguration storage = shown.getDataStorageConfiguration();
        assertTrue(storage == null || ConfigurationCheck.isPersistent(storage), "The node that is shown has no persistent region");
        for (PluginProvider<?> provider : shown.getPluginProviders())
            small(((ZsPluginProvider)provider).getConfiguration());
        return isolated.setPluginProviders(shown.getPluginProviders());
    }

    private static ZsConfiguration small(ZsConfiguration configuration) {
        assertTrue(MemorySize.parse(configuration.getMaxSize(), 1L << 40) > 0, configuration::getMaxSize);
        return configuration.setMaxSize("64m");
    }
}
