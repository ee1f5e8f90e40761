package io.ignitezs.plugin.control;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteException;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.internal.client.GridClient;
import org.apache.ignite.internal.client.GridClientNode;
import org.apache.ignite.internal.management.api.CommandUtils;
import org.apache.ignite.internal.management.api.LocalCommand;
import org.apache.ignite.internal.management.api.PreparableCommand;
import org.apache.ignite.internal.util.typedef.X;

/**
 * A command for one node, some or all: sends its argument to them, prints what each answers, and fails if one has. Not one of Ignite's compute commands,
 * because those cannot say how far they are. The name of a subclass makes the command's.
 */
abstract class ZsNodesCommand implements LocalCommand<ZsNodesArg, ZsResult>, PreparableCommand<ZsNodesArg, ZsResult> {
    private final String description;
    private final Class<? extends ZsNodesArg> argument;

    /** Null if nothing is changed. */
    private final String prompt;

    /** @param prompt what is about to happen, for a command that changes something: Ignite asks for confirmation; null for one that does not */
    ZsNodesCommand(String description, Class<? extends ZsNodesArg> argument, String prompt) {
        this.description = description;
        this.argument = argument;
        this.prompt = prompt;
    }

    @Override public String description() {
        return description;
    }

    @Override public Class<? extends ZsNodesArg> argClass() {
        return argument;
    }

    @Override public String confirmationPrompt(ZsNodesArg arg) {
        return prompt == null ? null : "Warning: the command " + prompt + ' ' + NodeChoice.describe(arg) + '.';
    }

    /** Refuses what nobody need be asked to confirm: it cannot be done anywhere, or not on a node that is named. */
    @Override public boolean prepare(GridClient rest, IgniteClient client, Ignite ignite, ZsNodesArg arg, Consumer<String> printer) throws Exception {
        arg.check();
        NodeChoice.of(arg, CommandUtils.nodes(rest, client, ignite));
        return true;
    }

    /** Whether it may take so long that one wants to see how far it is. */
    boolean isLong() {
        return false;
    }

    @Override public ZsResult execute(GridClient rest, IgniteClient client, Ignite ignite, ZsNodesArg arg, Consumer<String> printer) throws Exception {
        NodeChoice choice = NodeChoice.of(arg, CommandUtils.nodes(rest, client, ignite));
        ZsResult result;
        try (ProgressLines lines = new ProgressLines(() -> send(rest, client, ignite, new ZsOperationsArg(), choice.nodes()), printer)) {
            if (isLong() && !arg.json())
                lines.start();
            result = send(rest, client, ignite, arg, choice.nodes());
        }
        result.print(arg.json(), choice, printer);
        result.checkAll();
        return result;
    }

    private static ZsResult send(GridClient rest, IgniteClient client, Ignite ignite, ZsNodesArg arg, Collection<GridClientNode> nodes) throws Exception {
        try {
            return CommandUtils.execute(rest, client, ignite, ZsTask.class, arg, nodes);
        }
        catch (Exception e) {
            throw explained(e);
        }
    }

    /** Two things are refused by Ignite in words that help nobody. */
    private static Exception explained(Exception failure) {
        String text = X.getFullStackTrace(failure);
        if (text.contains("Unknown task name") || text.contains("Compute grid functionality is disabled"))
            return new IgniteException("The node that the control utility is connected to cannot run commands of ignite-zs-plugin: the plugin is not"
                + " on its class path (then connect to another node, see --host and --port), or security is on and its"
                + " thinClientConfiguration.maxActiveComputeTasksPerConnection is 0", failure);
        return failure;
    }
}
