package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each script of this module says what it is for and what it takes, without building anything. */
class ScriptsHelpTest {
    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".sh")).sorted().collect(Collectors.toList());
            assertTrue(scripts.size() > 5, scripts::toString);
            return scripts;
        }
    }

    @ParameterizedTest @MethodSource("scripts")
    void explainsItself(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", script.toString(), "--help").redirectErrorStream(true).start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), help);
        assertEquals(0, process.exitValue(), help);
        assertTrue(help.lines().anyMatch(line -> line.strip().startsWith(script.getFileName().toString())), help);
        assertTrue(help.lines().count() > 2 && help.lines().noneMatch(line -> line.startsWith("#")), help);
    }
}
