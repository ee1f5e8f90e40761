package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.ignite.internal.commandline.ArgumentParser;
import org.apache.ignite.internal.commandline.CommandsProvider;
import org.apache.ignite.internal.management.IgniteCommandRegistry;
import org.apache.ignite.internal.management.api.Command;
import org.apache.ignite.logger.NullLogger;
import org.junit.jupiter.api.Test;

/** Commands of {@code control.sh} that documents show are understood by Ignite's control utility, options and all. */
class ControlCommandsTest {
    @Test void areUnderstood() throws IOException {
        List<String> commands = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Path document : Documents.all())
            for (String command : ControlCommands.all(document)) {
                commands.add(command);
                String reason = refusal(command);
                if (reason != null)
                    refused.add(document + ": " + command + ": " + reason);
            }
        assertTrue(commands.contains("--zs stat"), commands::toString);
        assertEquals(List.of(), refused);
    }

    @Test void wouldBeRefused() {
        assertThrows(IllegalArgumentException.class, () -> parse("--zs stat --no-such-option"));
        assertThrows(IllegalArgumentException.class, () -> parse("--zs no-such-command"));
    }

    private static String refusal(String command) {
        try {
            parse(command);
            return null;
        }
        catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** With the commands that the utility finds on the class path, as it looks for them. */
    private static void parse(String command) {
        IgniteCommandRegistry registry = new IgniteCommandRegistry();
        for (CommandsProvider provider : ServiceLoader.load(CommandsProvider.class))
            for (Command<?, ?> each : provider.commands())
                registry.register(each);
        new ArgumentParser(new NullLogger(), registry).parseAndValidate(List.of(command.split(" +")));
    }
}
