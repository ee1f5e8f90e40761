package io.ignitezs.estimate;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What was written behind the command. */
final class EstimateArguments {
    static final String USAGE = "Usage: java -jar ignite-zs-plugin-<version>.jar [options] <directory>\n"
        + "  <directory>        storage directory of a stopped node, such as work/db/<node>, or work/db if it has one node\n"
        + "  --sample <size>    how many pages are looked at: 5% or 20000 (the default)\n"
        + "  --codec <names>    codecs to try, with commas: lz4,zstd:1 (the default)\n"
        + "  --trace <file>     page trace of a pool, for hit ratios\n"
        + "  --json             print JSON and no table\n"
        + "  --html <file>      also write a page with plots\n"
        + "  --seed <number>    another sample\n";

    private static final String DEFAULT_CODECS = "lz4,zstd:1";

    Path directory;
    SampleSize sample = SampleSize.DEFAULT;
    List<Codec> codecs = codecs(DEFAULT_CODECS);
    Path trace;
    boolean json;
    Path html;
    long seed = 1;
    boolean help;

    /** @throws IllegalArgumentException if they are wrong; says what and what is allowed */
    static EstimateArguments parse(List<String> words) {
        EstimateArguments arguments = new EstimateArguments();
        for (Iterator<String> rest = words.iterator(); rest.hasNext();)
            arguments.take(rest.next(), rest);
        if (arguments.directory == null && !arguments.help)
            throw new IllegalArgumentException("No directory was given");
        return arguments;
    }

    /** For a comma-separated list of names. @throws IllegalArgumentException if one is none; says what is allowed */
    static List<Codec> codecs(String names) {
        List<Codec> codecs = new ArrayList<>();
        for (String name : names.split(",", -1))
            codecs.add(Codecs.parse(name));
        return codecs;
    }

    private void take(String word, Iterator<String> rest) {
        switch (word) {
            case "--sample":
                sample = SampleSize.parse(value(word, rest));
                break;
            case "--codec":
                codecs = codecs(value(word, rest));
                break;
            case "--trace":
                trace = Path.of(value(word, rest));
                break;
            case "--html":
                html = Path.of(value(word, rest));
                break;
            case "--seed":
                seed = number(value(word, rest));
                break;
            case "--json":
                json = true;
                break;
            case "--help":
                help = true;
                break;
            default:
                takeDirectory(word);
        }
    }

    private void takeDirectory(String word) {
        if (word.startsWith("-"))
            throw new IllegalArgumentException("Unknown option: " + word);
        if (directory != null)
            throw new IllegalArgumentException("More than one directory: " + directory + " and " + word);
        directory = Path.of(word);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext())
            throw new IllegalArgumentException("No value behind " + option);
        return rest.next();
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        }
        catch (NumberFormatException e) {
            throw new IllegalArgumentException("Bad seed [value=" + word + ", allowed=a whole number]");
        }
    }
}
