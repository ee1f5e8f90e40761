package io.ignitezs.plugin.control;

/** {@code --zs trace status}. */
final class ZsTraceStatusCommand extends ZsNodesCommand {
    ZsTraceStatusCommand() {
        super("Print how far the page trace is", ZsTraceStatusArg.class, null);
    }
}
