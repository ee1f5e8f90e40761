package io.ignitezs.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands of {@code control.sh} that people read in a document, without the name of the script; those of the plugin also where that is left out. */
public final class ControlCommands {
    /** To the end of its quotes, its line, or to a remark. */
    private static final Pattern COMMAND = Pattern.compile("(?:control\\.sh |`(?=--zs ))(--[^`|#\n]*?)(?= *[`|#\n]| {2,})");

    /** The name of all of the plugin's commands, and what the utility answers before it looks for a command. */
    private static final Set<String> NOT_COMMANDS = Set.of("--zs", "--help");

    private ControlCommands() {
    }

    static List<String> all(Path document) {
        return COMMAND.matcher(Documents.read(document)).results().map(match -> match.group(1)).filter(ControlCommands::isCommand).collect(Collectors.toList());
    }

    /** Without those that are shown with what they print. */
    public static List<String> inText(Path document) {
        return Documents.find(document, COMMAND).stream().filter(ControlCommands::isCommand).collect(Collectors.toList());
    }

    private static boolean isCommand(String command) {
        return !NOT_COMMANDS.contains(command);
    }
}
