package io.ignitezs.plugin.control;

/** {@code --zs compaction}. */
final class ZsCompactionCommand extends ZsNodesCommand {
    ZsCompactionCommand() {
        super("Change when the compressed pool is compacted in the background and how fast, until the node is restarted",
            ZsCompactionArg.class, "will change the background compaction of the compressed pool");
    }
}
