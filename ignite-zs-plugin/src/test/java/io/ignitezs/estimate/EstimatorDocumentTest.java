package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.documents.Documents;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/estimator.md} has the options that the command's usage has, and no other. */
class EstimatorDocumentTest {
    private static final Pattern OF_DOCUMENT = Pattern.compile("(?m)^\\| `((?:--\\w+)?(?: ?<\\w+>)?)` \\|");
    private static final Pattern OF_USAGE = Pattern.compile("(?m)^  ((?:--\\w+)?(?: ?<\\w+>)?) {2,}");

    @Test void options() {
        Set<String> options = find(OF_DOCUMENT, Documents.read(Documents.DOCUMENTS.resolve("estimator.md")));
        assertTrue(options.contains("--sample <size>"), options::toString);
        assertEquals(find(OF_USAGE, EstimateArguments.USAGE), options);
    }

    private static Set<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(option -> option.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
