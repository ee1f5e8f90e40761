package io.ignitezs.plugin.control;

/** {@code --zs warm_up status}. */
final class ZsWarmUpStatusCommand extends ZsNodesCommand {
    ZsWarmUpStatusCommand() {
        super("Print how far the reading of pages is that were in the pool before a restart", ZsWarmUpStatusArg.class, null);
    }
}
