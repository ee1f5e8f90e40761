package io.ignitezs.plugin.control;

import java.util.Collection;
import java.util.List;
import org.apache.ignite.internal.commandline.CommandsProvider;
import org.apache.ignite.internal.management.api.Command;

/** How Ignite's control utility finds the commands. */
public final class ZsCommandsProvider implements CommandsProvider {
    @Override public Collection<Command<?, ?>> commands() {
        return List.of(new ZsCommand());
    }
}
