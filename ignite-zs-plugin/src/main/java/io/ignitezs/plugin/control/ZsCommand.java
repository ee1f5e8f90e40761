package io.ignitezs.plugin.control;

import org.apache.ignite.internal.management.api.CommandRegistryImpl;
import org.apache.ignite.internal.management.api.NoArg;

/** {@code --zs}: all commands of the plugin. Their names begin with this one's, as Ignite demands. */
final class ZsCommand extends CommandRegistryImpl<NoArg, Void> {
    ZsCommand() {
        super(
            new ZsStatCommand(),
            new ZsClassesCommand(),
            new ZsCachesCommand(),
            new ZsCompactCommand(),
            new ZsResizeCommand(),
            new ZsEvictCommand(),
            new ZsEnableCommand(),
            new ZsDisableCommand(),
            new ZsCodecCommand(),
            new ZsWatermarksCommand(),
            new ZsCompactionCommand(),
            new ZsVerifyCommand(),
            new ZsEstimateCommand(),
            new ZsTraceCommand(),
            new ZsWarmUpCommand());
    }
}
