package io.ignitezs.plugin.control;

/** {@code --zs stat}. */
final class ZsStatCommand extends ZsNodesCommand {
    ZsStatCommand() {
        super("Print what the compressed pool holds, saves and answers", ZsStatArg.class, null);
    }
}
