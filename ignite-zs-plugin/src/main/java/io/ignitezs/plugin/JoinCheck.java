package io.ignitezs.plugin;

import io.ignitezs.ignite.IgniteInternals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteException;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginValidationException;

/**
 * Whether nodes fit together. Server nodes must agree on which cache groups are volatile; all else is each node's own matter. A node tells the
 * others by an attribute, of the JDK's types alone, as there may be nodes that do not have this plugin's classes. A server node without the
 * attribute has no pool, and so no volatile group.
 */
final class JoinCheck {
    static final String ATTRIBUTE = "ignite-zs.volatileCacheGroups";

    private final PluginContext context;

    /** Null if the node has no pool. */
    private final Set<String> volatileGroups;

    private JoinCheck(PluginContext context, Set<String> volatileGroups) {
        this.context = context;
        this.volatileGroups = volatileGroups;
    }

    static JoinCheck withoutPool(PluginContext context) {
        return new JoinCheck(context, null);
    }

    static JoinCheck of(PluginContext context, ZsConfiguration bean) {
        return new JoinCheck(context, new TreeSet<>(List.of(bean.getVolatileCacheGroups())));
    }

    /** Ignite makes attributes of these when all plugins have started. The configuration is Ignite's own copy, the map may be the user's. */
    void announce() {
        IgniteConfiguration node = context.igniteConfiguration();
        Map<String, Object> attributes = new HashMap<>(node.getUserAttributes());
        attributes.put(ATTRIBUTE, new ArrayList<>(volatileGroups));
        node.setUserAttributes(attributes);
    }

    /** By the coordinator, whose word counts before the node joins. */
    void check(ClusterNode joining) {
        Set<String> theirs = volatileGroupsOf(joining);
        if (!joining.isClient() && !groups(theirs).equals(groups(volatileGroups)))
            throw refuse(joining, theirs);
    }

    /** By a node that has joined; clients hold no data. */
    void checkCluster() {
        if (!ZsNode.isClient(context.igniteConfiguration()))
            context.nodes().stream().filter(node -> !node.isClient()).forEach(this::checkOther);
    }

    private void checkOther(ClusterNode other) {
        Set<String> theirs = volatileGroupsOf(other);
        if (!groups(theirs).equals(groups(volatileGroups)))
            throw new IgniteException("This node has left the cluster again: " + text(context.localNode(), volatileGroups, other, theirs));
    }

    private PluginValidationException refuse(ClusterNode joining, Set<String> theirs) {
        String text = text(joining, theirs, context.localNode(), volatileGroups);
        return new PluginValidationException("A node was refused: " + text, "This node was refused: " + text, joining.id());
    }

    private String text(ClusterNode joining, Set<String> joinings, ClusterNode other, Set<String> others) {
        return "ignite-zs settings do not fit together [property=volatileCacheGroups, joiningNode=" + joining.consistentId()
            + ", joiningValue=" + value(joinings) + ", clusterNode=" + other.consistentId() + ", clusterValue=" + value(others)
            + ", differentCacheGroups=" + different(groups(joinings), groups(others))
            + ", allowed=the same on all server nodes]";
    }

    private static String value(Set<String> groups) {
        return groups == null ? "none, ignite-zs is not on there" : groups.toString();
    }

    /** Cache groups that exist and would be volatile on one of the nodes only. */
    private List<String> different(Set<String> one, Set<String> other) {
        return IgniteInternals.clusterCacheGroups(context).stream()
            .filter(group -> isIn(one, group) != isIn(other, group)).collect(Collectors.toList());
    }

    private static boolean isIn(Set<String> patterns, String group) {
        return !patterns.isEmpty() && new CacheGroupPatterns(patterns, List.of()).test(group);
    }

    private static Set<String> groups(Set<String> configured) {
        return configured == null ? Set.of() : configured;
    }

    /** @return null if the node has no pool */
    private static Set<String> volatileGroupsOf(ClusterNode node) {
        Collection<String> groups = node.attribute(ATTRIBUTE);
        return groups == null ? null : new TreeSet<>(groups);
    }
}
