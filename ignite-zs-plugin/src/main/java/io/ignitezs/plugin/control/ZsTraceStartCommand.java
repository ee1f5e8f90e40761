package io.ignitezs.plugin.control;

/** {@code --zs trace start}. */
final class ZsTraceStartCommand extends ZsNodesCommand {
    ZsTraceStartCommand() {
        super("Begin to write down what happens to pages, to a new file on each node", ZsTraceStartArg.class, "will begin a page trace of the compressed pool");
    }
}
