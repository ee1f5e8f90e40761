package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigurationTest {
    private final IgniteConfiguration node = new IgniteConfiguration();

    @Test void foundOnTheClassPathItIsOff() {
        assertFalse(environment(Map.of(), false).bean().isEnabled());
    }

    @Test void registeredItIsOn() {
        assertTrue(environment(Map.of(), true).bean().isEnabled());
        assertFalse(environment(Map.of("IGNITE_ZS_ENABLED", "false"), true).bean().isEnabled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " true "})
    void theEnvironmentTurnsItOn(String text) {
        ZsConfiguration bean = environment(Map.of("IGNITE_ZS_ENABLED", text), false).bean();
        assertTrue(bean.isEnabled());
        assertEquals("25%", bean.getMaxSize());
        assertEquals("lz4", bean.getCodec());
        assertEquals(ZsMode.WRITE_THROUGH, bean.getMode());
    }

    @Test void theEnvironmentSetsSizeCodecAndMode() {
        NodeConfiguration found = environment(Map.of("IGNITE_ZS_ENABLED", "true", "IGNITE_ZS_MODE", "write_through",
            "IGNITE_ZS_MAX_SIZE", "512m", "IGNITE_ZS_CODEC", "zstd:3"), false);
        assertEquals("512m", found.bean().getMaxSize());
        assertEquals("zstd:3", found.bean().getCodec());
        assertEquals(ZsMode.WRITE_THROUGH, found.bean().getMode());
        assertEquals("IGNITE_ZS_MAX_SIZE", found.nameOf("maxSize"));
        assertEquals("lowWatermark", found.nameOf("lowWatermark"));
    }

    @Test void whoNamesThePluginMeansThisNode() {
        assertTrue(environment(Map.of("IGNITE_ZS_ENABLED", "true"), false).isForAnyNode());
        assertFalse(environment(Map.of("IGNITE_ZS_ENABLED", "true"), true).isForAnyNode());
    }

    @Test void emptyVariablesAreNotSet() {
        Map<String, String> variables = Map.of("IGNITE_ZS_ENABLED", "true", "IGNITE_ZS_MAX_SIZE", "", "IGNITE_ZS_CODEC", " ");
        ZsConfiguration bean = environment(variables, false).bean();
        assertEquals("25%", bean.getMaxSize());
        assertEquals("lz4", bean.getCodec());
    }

    @Test void offMeansThatNothingElseIsRead() {
        assertFalse(environment(Map.of("IGNITE_ZS_MODE", "nonsense"), false).bean().isEnabled());
    }

    @Test void unknownValuesAreRefused() {
        assertRefused(Map.of("IGNITE_ZS_ENABLED", "yes"), "[property=IGNITE_ZS_ENABLED, value=yes, allowed=true | false]");
        assertRefused(Map.of("IGNITE_ZS_ENABLED", "true", "IGNITE_ZS_MODE", "WRITE_BEHIND"),
            "[property=IGNITE_ZS_MODE, value=WRITE_BEHIND, allowed=WRITE_THROUGH | WRITE_BACK | SHADOW]");
    }

    @SuppressWarnings("deprecation")
    @Test void listedInTheNodesConfigurationItCounts() {
        ZsConfiguration listed = new ZsConfiguration();
        node.setPluginConfigurations(new PluginConfiguration() {
        }, listed);
        assertSame(listed, environment(Map.of("IGNITE_ZS_ENABLED", "false"), false).bean());
    }

    @SuppressWarnings("deprecation")
    @Test void theProvidersOwnComesFirst() {
        ZsConfiguration own = new ZsConfiguration();
        node.setPluginConfigurations(new ZsConfiguration());
        NodeConfiguration found = NodeConfiguration.find(own, node, true, name -> "false");
        assertSame(own, found.bean());
        assertEquals("maxSize", found.nameOf("maxSize"));
    }

    private void assertRefused(Map<String, String> variables, String message) {
        IgniteException refused = assertThrows(IgniteException.class, () -> environment(variables, false));
        assertEquals("Bad ignite-zs configuration " + message, refused.getMessage());
    }

    private NodeConfiguration environment(Map<String, String> variables, boolean registered) {
        return NodeConfiguration.find(null, node, registered, variables::get);
    }
}
