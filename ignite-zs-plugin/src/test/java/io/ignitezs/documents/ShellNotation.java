package io.ignitezs.documents;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several commands written as one: a part in brackets may be there or not, {@code a|b} is one of both, and words such as {@code N} stand for values. */
final class ShellNotation {
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)\\]");
    private static final Pattern EITHER = Pattern.compile("(?<= )([\\w-]+(?:\\|[\\w-]+)+)(?= |$)");
    private static final Pattern WORD = Pattern.compile("(?<= )<?(\\w+)>?(?: \\.\\.\\.)?(?= |$)");

    private static final Map<String, String> VALUES = Map.ofEntries(Map.entry("N", "3"), Map.entry("S", "42"), Map.entry("M", "write-back"),
        Map.entry("minutes", "1"), Map.entry("seconds", "2"), Map.entry("seed", "42"), Map.entry("preemptions", "1"), Map.entry("pattern", "Against"),
        Map.entry("roles", "READER,COMPACTOR"), Map.entry("choices", "0110"), Map.entry("name", "pool/free-ignores-readers"), Map.entry("arguments", "-f 1"));

    private ShellNotation() {
    }

    static List<String> expand(String written) {
        return choices(OPTIONAL, " | ", " \\| ", written).flatMap(command -> choices(EITHER, "", "\\|", command))
            .map(command -> values(command.trim().replaceAll(" +", " "))).distinct().collect(Collectors.toList());
    }

    /** @param before of what the pattern finds, for the choice to leave it out */
    private static Stream<String> choices(Pattern pattern, String before, String separator, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find())
            return Stream.of(text);
        String head = text.substring(0, found.start());
        String tail = text.substring(found.end());
        return Stream.of((before + found.group(1)).split(separator)).flatMap(choice -> choices(pattern, before, separator, head + choice + tail));
    }

    private static String values(String command) {
        return WORD.matcher(command).replaceAll(word -> Matcher.quoteReplacement(VALUES.getOrDefault(word.group(1), word.group())));
    }
}
