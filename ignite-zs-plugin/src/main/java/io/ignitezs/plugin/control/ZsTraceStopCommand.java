package io.ignitezs.plugin.control;

/** {@code --zs trace stop}. */
final class ZsTraceStopCommand extends ZsNodesCommand {
    ZsTraceStopCommand() {
        super("End the page trace", ZsTraceStopArg.class, "will end the page trace of the compressed pool");
    }
}
