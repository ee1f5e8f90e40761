package io.ignitezs.plugin;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginConfiguration;

/**
 * The configuration that holds for a node, from the first of these that exists: the provider's own, one among the node's plugin
 * configurations, the environment. Knows how its properties were called there, for messages.
 */
final class NodeConfiguration {
    static final String ENABLED = "IGNITE_ZS_ENABLED";
    static final String MODE = "IGNITE_ZS_MODE";
    static final String MAX_SIZE = "IGNITE_ZS_MAX_SIZE";
    static final String CODEC = "IGNITE_ZS_CODEC";

    private static final Map<String, String> VARIABLES =
        Map.of("enabled", ENABLED, "mode", MODE, "maxSize", MAX_SIZE, "codec", CODEC);

    private final ZsConfiguration bean;
    private final Map<String, String> names;
    private final boolean isForAnyNode;

    NodeConfiguration(ZsConfiguration bean) {
        this(bean, Map.of(), false);
    }

    private NodeConfiguration(ZsConfiguration bean, Map<String, String> names, boolean isForAnyNode) {
        this.bean = bean;
        this.names = names;
        this.isForAnyNode = isForAnyNode;
    }

    /**
     * @param own        of the provider, or null
     * @param registered whether somebody put the provider into the node's configuration, which means that it shall be on
     * @param variables  gives a variable of the environment, or null
     */
    static NodeConfiguration find(ZsConfiguration own, IgniteConfiguration node, boolean registered,
        UnaryOperator<String> variables) {
        if (own != null)
            return new NodeConfiguration(own);
        ZsConfiguration listed = listed(node);
        return listed != null ? new NodeConfiguration(listed) : ofEnvironment(registered, variables);
    }

    ZsConfiguration bean() {
        return bean;
    }

    /** Whether this is from the environment alone, which nodes without persistence may have as well. */
    boolean isForAnyNode() {
        return isForAnyNode;
    }

    /** What the user calls a property of the bean. */
    String nameOf(String property) {
        return names.getOrDefault(property, property);
    }

    @SuppressWarnings("deprecation")
    private static ZsConfiguration listed(IgniteConfiguration node) {
        PluginConfiguration[] all = node.getPluginConfigurations();
        if (all == null)
            return null;
        return (ZsConfiguration)Stream.of(all).filter(ZsConfiguration.class::isInstance).findFirst().orElse(null);
    }

    private static NodeConfiguration ofEnvironment(boolean registered, UnaryOperator<String> variables) {
        ZsConfiguration bean = new ZsConfiguration().setEnabled(enabled(variables, registered));
        if (bean.isEnabled())
            bean.setMode(ZsModeEditor.parse(MODE, variable(variables, MODE, ZsMode.WRITE_THROUGH.name())))
                .setMaxSize(variable(variables, MAX_SIZE, ZsConfiguration.DFLT_MAX_SIZE))
                .setCodec(variable(variables, CODEC, ZsConfiguration.DFLT_CODEC));
        return new NodeConfiguration(bean, VARIABLES, !registered);
    }

    private static boolean enabled(UnaryOperator<String> variables, boolean byDefault) {
        String text = variable(variables, ENABLED, Boolean.toString(byDefault));
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false"))
            throw BadConfiguration.refuse(ENABLED, text, "true | false");
        return Boolean.parseBoolean(text);
    }

    static String modes() {
        return Stream.of(ZsMode.values()).map(ZsMode::name).collect(Collectors.joining(" | "));
    }

    /** Empty counts as not set: that is what templates of start scripts make of a missing value. */
    private static String variable(UnaryOperator<String> variables, String name, String otherwise) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? otherwise : value.trim();
    }
}
