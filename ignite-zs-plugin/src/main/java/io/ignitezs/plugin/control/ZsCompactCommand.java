package io.ignitezs.plugin.control;

/** {@code --zs compact}. */
final class ZsCompactCommand extends ZsNodesCommand {
    ZsCompactCommand() {
        super("Compact the compressed pool now, and give memory that is not needed back to the operating system",
            ZsCompactArg.class, "will compact the compressed pool");
    }

    @Override boolean isLong() {
        return true;
    }
}
