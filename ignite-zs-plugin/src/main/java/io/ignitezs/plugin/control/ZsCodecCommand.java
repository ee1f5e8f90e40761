package io.ignitezs.plugin.control;

/** {@code --zs codec}. */
final class ZsCodecCommand extends ZsNodesCommand {
    ZsCodecCommand() {
        super("Compress new pages in another way, until the node is restarted; pages that are stored stay as they are",
            ZsCodecArg.class, "will change the codec of the compressed pool");
    }
}
