package io.ignitezs.plugin;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which cache groups go through the pool: those that are included, or all if none is named, without those that are excluded. */
final class CacheGroupPatterns implements Predicate<String> {
    private final List<Pattern> included;
    private final List<Pattern> excluded;

    CacheGroupPatterns(Collection<String> included, Collection<String> excluded) {
        this.included = compile(included);
        this.excluded = compile(excluded);
    }

    @Override public boolean test(String group) {
        return (included.isEmpty() || anyMatches(included, group)) && !anyMatches(excluded, group);
    }

    /** Not for a name: empty, or with blanks at an end or control characters within, which no one means. */
    static boolean isMalformed(String pattern) {
        return pattern == null || pattern.isBlank() || !pattern.equals(pattern.strip())
            || pattern.chars().anyMatch(Character::isISOControl);
    }

    /** Whether it can match one name only. */
    static boolean isName(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    private static List<Pattern> compile(Collection<String> patterns) {
        return patterns.stream().map(CacheGroupPatterns::compile).collect(Collectors.toList());
    }

    private static Pattern compile(String pattern) {
        String expression = pattern.codePoints().mapToObj(CacheGroupPatterns::expression).collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL);
    }

    private static String expression(int character) {
        if (character == '*')
            return ".*";
        return character == '?' ? "." : Pattern.quote(Character.toString(character));
    }

    private static boolean anyMatches(List<Pattern> patterns, String group) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(group).matches());
    }
}
