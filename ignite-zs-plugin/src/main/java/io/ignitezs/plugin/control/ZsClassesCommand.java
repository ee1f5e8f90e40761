package io.ignitezs.plugin.control;

/** {@code --zs classes}. */
final class ZsClassesCommand extends ZsNodesCommand {
    ZsClassesCommand() {
        super("Print the size classes of the compressed pool, as the Linux kernel prints those of zsmalloc", ZsClassesArg.class, null);
    }
}
