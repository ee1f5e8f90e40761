package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsPluginProvider;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.visor.VisorJob;

/** Does on a node what a command says. */
final class ZsJob extends VisorJob<ZsNodesArg, ZsNodeResult> {
    private static final long serialVersionUID = 0L;

    ZsJob(ZsNodesArg arg, boolean debug) {
        super(arg, debug);
    }

    /** {@link ZsPlugin} asks for permission itself. */
    @Override protected ZsNodeResult run(ZsNodesArg arg) {
        try {
            return ZsNodeResult.of(ignite.localNode(), arg.run(plugin(), share -> checkNotCancelled()));
        }
        catch (RuntimeException e) {
            return ZsNodeResult.failed(ignite.localNode(), e);
        }
    }

    /** Ignite's public way wants an active cluster. */
    private ZsPlugin plugin() {
        ZsPlugin plugin = (ZsPlugin)ignite.context().pluginProvider(ZsPluginProvider.NAME).plugin();
        if (!plugin.isEnabled())
            throw new IllegalStateException("This node has no compressed pool");
        return plugin;
    }

    private void checkNotCancelled() {
        if (isCancelled())
            throw new IgniteException("The command was cancelled");
    }
}
