package io.ignitezs.plugin;

import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCluster;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.lifecycle.LifecycleBean;
import org.apache.ignite.lifecycle.LifecycleEventType;
import org.apache.ignite.resources.IgniteInstanceResource;

/**
 * Activates a persistent cluster for the first time, as soon as it has enough server nodes; every later time Ignite does so
 * itself when the nodes of its baseline are there. For configurations that shall run without an operator's command.
 */
public final class FirstActivation implements LifecycleBean {
    private int servers = 1;

    @IgniteInstanceResource
    private Ignite ignite;

    public int getServers() {
        return servers;
    }

    /** @param servers how many server nodes make the cluster complete; default 1 */
    public FirstActivation setServers(int servers) {
        this.servers = servers;
        return this;
    }

    @Override public void onLifecycleEvent(LifecycleEventType event) {
        if (event != LifecycleEventType.AFTER_NODE_START)
            return;
        IgniteCluster cluster = ignite.cluster();
        if (cluster.currentBaselineTopology() == null && cluster.forServers().nodes().size() >= servers)
            cluster.state(ClusterState.ACTIVE);
    }
}
