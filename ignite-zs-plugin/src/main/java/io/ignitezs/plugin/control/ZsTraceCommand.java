package io.ignitezs.plugin.control;

import org.apache.ignite.internal.management.api.CommandRegistryImpl;
import org.apache.ignite.internal.management.api.NoArg;

/** {@code --zs trace}: what concerns the page trace. */
final class ZsTraceCommand extends CommandRegistryImpl<NoArg, Void> {
    ZsTraceCommand() {
        super(new ZsTraceStartCommand(), new ZsTraceStatusCommand(), new ZsTraceStopCommand());
    }
}
