package io.ignitezs.plugin.control;

/** {@code --zs evict}. */
final class ZsEvictCommand extends ZsNodesCommand {
    ZsEvictCommand() {
        super("Drop pages from the compressed pool, the least valuable first; those that their file does not have yet are written to it",
            ZsEvictArg.class, "will drop pages from the compressed pool");
    }

    @Override boolean isLong() {
        return true;
    }
}
