package io.ignitezs.plugin.control;

import org.apache.ignite.internal.management.api.CommandRegistryImpl;
import org.apache.ignite.internal.management.api.NoArg;

/** {@code --zs warm_up}: what concerns the pages from before a restart. */
final class ZsWarmUpCommand extends CommandRegistryImpl<NoArg, Void> {
    ZsWarmUpCommand() {
        super(new ZsWarmUpStatusCommand(), new ZsWarmUpStopCommand());
    }
}
