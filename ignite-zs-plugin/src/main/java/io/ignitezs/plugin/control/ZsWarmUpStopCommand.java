package io.ignitezs.plugin.control;

/** {@code --zs warm_up stop}. */
final class ZsWarmUpStopCommand extends ZsNodesCommand {
    ZsWarmUpStopCommand() {
        super("End the reading of pages that were in the pool before a restart", ZsWarmUpStopArg.class, "will end the warm-up of the compressed pool");
    }
}
