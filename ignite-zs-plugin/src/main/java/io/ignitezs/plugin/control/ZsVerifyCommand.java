package io.ignitezs.plugin.control;

/** {@code --zs verify}. */
final class ZsVerifyCommand extends ZsNodesCommand {
    ZsVerifyCommand() {
        super("Check the compressed pool while it is in use, and compare its clean pages with their files", ZsVerifyArg.class, null);
    }

    @Override boolean isLong() {
        return true;
    }
}
