package io.ignitezs.plugin.control;

/** {@code --zs disable}. */
final class ZsDisableCommand extends ZsNodesCommand {
    ZsDisableCommand() {
        super("Turn the compressed pool off: write dirty pages to their files, give all its memory back, and go on as stock Ignite",
            ZsDisableArg.class, "will turn the compressed pool off and empty it");
    }

    @Override boolean isLong() {
        return true;
    }
}
