package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.plugin.ZsConfiguration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every property of the bean, no other, and the default that it really has. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Documents.DOCUMENTS.resolve("configuration.md");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `([a-z]\\w+)` \\| (.+?) \\| (.+?) \\| (.+?) \\|$");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^\\| `(IGNITE_ZS_\\w+)` \\| `(\\w+)` \\| `(.+?)` \\|$");

    @Test void everyPropertyWithItsDefault() throws ReflectiveOperationException {
        Map<String, String> documented = table(PROPERTY, 1, 2);
        assertEquals(defaults(), documented);
    }

    @Test void variablesSetWhatTheySay() throws ReflectiveOperationException {
        Map<String, String> properties = table(VARIABLE, 1, 2);
        assertEquals(Map.of("IGNITE_ZS_ENABLED", "enabled", "IGNITE_ZS_MODE", "mode", "IGNITE_ZS_MAX_SIZE", "maxSize", "IGNITE_ZS_CODEC", "codec"), properties);
        Map<String, String> defaults = defaults();
        table(VARIABLE, 1, 3).forEach((variable, value) ->
            assertEquals(variable.endsWith("ENABLED") ? "`false`" : defaults.get(properties.get(variable)), '`' + value + '`', variable));
    }

    private static Map<String, String> table(Pattern row, int key, int value) {
        return row.matcher(Documents.read(DOCUMENT)).results()
            .collect(Collectors.toMap((MatchResult cells) -> cells.group(key), cells -> cells.group(value), (one, other) -> one + " and " + other, TreeMap::new));
    }

    /** By the setters, which Spring uses; as the document writes them. */
    private static Map<String, String> defaults() throws ReflectiveOperationException {
        Map<String, String> found = new TreeMap<>();
        for (Method method : ZsConfiguration.class.getMethods())
            if (method.getName().startsWith("set") && Modifier.isPublic(method.getModifiers()))
                found.put(Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4), written(value(method.getName().substring(3))));
        return found;
    }

    private static Object value(String property) throws ReflectiveOperationException {
        Method getter = Stream.of(ZsConfiguration.class.getMethods())
            .filter(method -> method.getName().equals("get" + property) || method.getName().equals("is" + property)).findFirst().orElseThrow();
        return getter.invoke(new ZsConfiguration());
    }

    private static String written(Object value) {
        boolean empty = value instanceof Map && ((Map<?, ?>)value).isEmpty() || value instanceof Object[] && ((Object[])value).length == 0;
        return empty ? "none" : '`' + (value instanceof Object[] ? Arrays.toString((Object[])value) : String.valueOf(value)) + '`';
    }
}
