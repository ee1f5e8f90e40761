package io.ignitezs.plugin.control;

/** {@code --zs estimate}. */
final class ZsEstimateCommand extends ZsNodesCommand {
    ZsEstimateCommand() {
        super("Estimate from a sample of pages and page reads what the compressed pool gains, and would gain with another codec or size",
            ZsEstimateArg.class, null);
    }

    @Override boolean isLong() {
        return true;
    }
}
