package io.ignitezs.plugin.control;

/** {@code --zs caches}. */
final class ZsCachesCommand extends ZsNodesCommand {
    ZsCachesCommand() {
        super("Print what each cache group has in the compressed pool", ZsCachesArg.class, null);
    }
}
