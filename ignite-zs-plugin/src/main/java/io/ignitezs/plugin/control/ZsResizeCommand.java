package io.ignitezs.plugin.control;

/** {@code --zs resize}. */
final class ZsResizeCommand extends ZsNodesCommand {
    ZsResizeCommand() {
        super("Make the compressed pool larger or smaller, until the node is restarted", ZsResizeArg.class, "will change the size of the compressed pool");
    }

    @Override boolean isLong() {
        return true;
    }
}
