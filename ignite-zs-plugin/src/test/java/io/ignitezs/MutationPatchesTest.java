package io.ignitezs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each patch of {@code src/mutation}, which {@code mutate.sh} takes for a mutant, still finds the lines that it changes. */
class MutationPatchesTest {
    private static final Path PATCHES = Path.of("src/mutation");
    private static final String FILE_MARK = "--- a/";
    private static final String HUNK_MARK = "@@ ";

    @Test void everyPatchFindsItsLines() throws IOException {
        List<String> lost = new ArrayList<>();
        for (Path patch : patches())
            lost.addAll(lost(patch));
        assertEquals(List.of(), lost);
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.walk(PATCHES)) {
            List<Path> patches = files.filter(file -> file.toString().endsWith(".patch")).sorted().collect(Collectors.toList());
            assertFalse(patches.isEmpty());
            return patches;
        }
    }

    /** @return hunks whose lines, as they are before the change, do not stand in their file */
    private static List<String> lost(Path patch) throws IOException {
        List<String> lost = new ArrayList<>();
        String source = "";
        int hunks = 0;
        List<String> lines = Files.readAllLines(patch);
        for (int at = 0; at < lines.size(); at++)
            if (lines.get(at).startsWith(FILE_MARK))
                source = Files.readString(Path.of(lines.get(at).substring(FILE_MARK.length())));
            else if (lines.get(at).startsWith(HUNK_MARK)) {
                hunks++;
                if (!source.contains(before(lines, at + 1)))
                    lost.add(patch + " " + lines.get(at));
            }
        if (hunks == 0)
            lost.add(patch + " changes nothing");
        return lost;
    }

    /** What a hunk expects: the lines that stay and those that go. */
    private static String before(List<String> lines, int from) {
        StringBuilder before = new StringBuilder();
        for (String line : lines.subList(from, lines.size())) {
            if (line.startsWith(HUNK_MARK) || line.startsWith(FILE_MARK))
                break;
            if (line.isEmpty() || line.startsWith(" ") || line.startsWith("-"))
                before.append(line.isEmpty() ? "" : line.substring(1)).append('\n');
        }
        return before.toString();
    }
}
