package io.ignitezs.plugin.control;

/** {@code --zs watermarks}. */
final class ZsWatermarksCommand extends ZsNodesCommand {
    ZsWatermarksCommand() {
        super("Change between which shares of its size the compressed pool drops pages in the background, until the node is restarted",
            ZsWatermarksArg.class, "will change the watermarks of the compressed pool");
    }
}
