package io.ignitezs.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The last outcome of each class in each mode, kept from run to run. */
final class Results {
    private final Path file;
    private final Properties outcomes = new Properties();

    Results(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file))
            try (InputStream in = Files.newInputStream(file)) {
                outcomes.load(in);
            }
    }

    /** @return null if the class was not run in this mode */
    Outcome get(Mode mode, String className) {
        String value = outcomes.getProperty(mode + "/" + className);
        if (value == null)
            return null;
        int comma = value.lastIndexOf(", ");
        return new Outcome(value.substring(0, comma), Long.parseLong(value.substring(comma + 2, value.lastIndexOf(' '))));
    }

    void put(Mode mode, String className, Outcome outcome) throws IOException {
        outcomes.setProperty(mode + "/" + className, outcome.toString());
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            outcomes.store(out, null);
        }
    }

    /** Writes all there is as a table. */
    void writeTable(Path table, List<SuiteClass> classes) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| about | class | stock | write-through | write-back |");
        lines.add("|---|---|---|---|---|");
        for (SuiteClass each : classes)
            lines.add("| " + each.topic + " | `" + each.shortName() + "` | " + cells(each) + " |");
        Files.write(table, lines, StandardCharsets.UTF_8);
    }

    private String cells(SuiteClass each) {
        if (each.leftOut != null)
            return "left out: " + each.leftOut + " | - | -";
        return cell(Mode.STOCK, each) + " | " + cell(Mode.WRITE_THROUGH, each) + " | " + cell(Mode.WRITE_BACK, each);
    }

    private String cell(Mode mode, SuiteClass each) {
        if (each.leftOut(mode) != null)
            return "left out: " + each.leftOut(mode);
        Outcome outcome = get(mode, each.name);
        return outcome == null ? "-" : outcome.toString();
    }
}
