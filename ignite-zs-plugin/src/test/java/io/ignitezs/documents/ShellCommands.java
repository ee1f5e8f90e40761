package io.ignitezs.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commands for a shell that people read: lines of examples and code within the text of the documents, and lines of usage at the head of scripts.
 * Not those of {@code control.sh}, which {@link ControlCommandsTest} looks at, nor of Docker.
 */
final class ShellCommands {
    private static final List<Path> SCRIPT_DIRECTORIES = List.of(Path.of("."), Path.of("../examples"));

    private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\n(.*?)^```$");
    /** Without a remark behind it. */
    private static final Pattern LINE = Pattern.compile("(?m)^ {4}(\\S.*?)(?: *$| {2,}.*$| # .*$)");
    private static final Pattern USAGE = Pattern.compile("(?m)^# {3}(\\S.*)$");
    private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMAND = Pattern.compile("(?:\\w+=\\S+ )*(?:(?:mvn|unzip|rm|mv|java -jar) .*|(?:\\S*\\.sh|\\.ci/run)(?: .*)?)");

    private ShellCommands() {
    }

    /** Each as it is typed, from the root of the repository or from its directory, with the place where it was found first. */
    static Map<String, String> all() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (Path document : Documents.all())
            add(document, Documents.read(document), all);
        add(Documents.ofThePackage(), Documents.read(Documents.ofThePackage()), all);
        for (Path script : scripts())
            add(script, USAGE.matcher(Documents.read(script)).results().map(line -> "    " + line.group(1) + '\n').collect(Collectors.joining()), all);
        return all;
    }

    private static void add(Path place, String text, Map<String, String> all) {
        for (String command : written(text))
            for (String each : ShellNotation.expand(command))
                all.putIfAbsent(each.replaceFirst("^ignite-zs-plugin/", ""), place + ": " + command);
    }

    static List<Path> scripts() {
        List<Path> scripts = new ArrayList<>();
        for (Path directory : SCRIPT_DIRECTORIES)
            scripts.addAll(Sources.files(directory, 1, ".sh"));
        return scripts;
    }

    static List<String> written(String text) {
        String plain = FENCED.matcher(text).replaceAll(fence -> Matcher.quoteReplacement(fence.group(1).replaceAll("(?m)^(?:\\$ )?", "    ")));
        return Stream.of(LINE, INLINE).flatMap(pattern -> pattern.matcher(plain).results())
            .map(found -> found.group(1).replaceAll("\\s+", " ").replace("\\|", "|"))
            .filter(code -> COMMAND.matcher(code).matches() && !code.contains("control.sh")).collect(Collectors.toList());
    }
}
