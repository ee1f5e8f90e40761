package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsPluginProvider;
import io.ignitezs.plugin.ZsStats;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.visor.VisorJob;

/** Does on a node what a command says. */
final class ZsJob extends VisorJob<ZsNodesArg, ZsNodeResult> {
    private static final long serialVersionUID = 0L;

    ZsJob(ZsNodesArg arg, boolean debug) {
        super(arg, debug);
    }

    /**
     * {@link ZsPlugin} asks for permission itself. An error is an answer too: Ignite takes the memory that a command could not have for a failure of the node, and
     * stops it.
     */
    @Override protected ZsNodeResult run(ZsNodesArg arg) {
        try {
            ZsPlugin zs = plugin();
            ZsTable table = arg.run(zs, share -> checkNotCancelled());
            ZsStats stats = zs.stats();
            return ZsNodeResult.of(ignite.localNode(), table).tried(stats.getShadowOneOf(), stats.getTriedBytes(), arg.figuresOfShadow());
        }
        catch (RuntimeException e) {
            return ZsNodeResult.failed(ignite.localNode(), e);
        }
        catch (Error e) {
            if (mustPass(e))
                throw e;
            ignite.log().error("A command of the compressed pool has failed [command=" + arg.getClass().getSimpleName() + ']', e);
            return ZsNodeResult.failed(ignite.localNode(), e);
        }
    }

    /** Whoever stops a thread means all of it; and of a virtual machine that is broken Ignite must hear. Memory and stack that were too small are there again. */
    private static boolean mustPass(Error error) {
        boolean isShortage = error instanceof OutOfMemoryError || error instanceof StackOverflowError;
        return error instanceof ThreadDeath || error instanceof VirtualMachineError && !isShortage;
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
