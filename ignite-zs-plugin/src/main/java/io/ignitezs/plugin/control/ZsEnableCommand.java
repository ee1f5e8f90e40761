package io.ignitezs.plugin.control;

/** {@code --zs enable}. */
final class ZsEnableCommand extends ZsNodesCommand {
    ZsEnableCommand() {
        super("Turn the compressed pool on again, empty", ZsEnableArg.class, "will turn the compressed pool on");
    }
}
