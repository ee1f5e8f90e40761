package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.ignite.Ignite;

/**
 * {@code <mode> <seed> <seed of this life> <number of this life> <directory>}: one life of a node. It compares its rows with a model that is kept in
 * a file, says what is wrong, and then works until it is killed, with a line for each step.
 */
final class KilledNode {
    static final String STEP = "step";
    static final String WRONG = "WRONG";

    /** Torn transactions, and pages that the tier had for the comparison. */
    static final String FIGURES = "figures";

    private KilledNode() {
    }

    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws IOException {
        CrashMode mode = CrashMode.parse(arguments[0]);
        Path directory = Path.of(arguments[4]);
        CrashRows rows = new CrashRows(mode, Long.parseLong(arguments[1]));
        new RowJournal(directory.resolve("rows")).restore(rows.model);
        Random random = new Random(Long.parseLong(arguments[2]));
        Ignite node = harness(mode, directory, random).start("one");
        boolean first = arguments[3].equals("0");
        rows.strayFiles(directory).forEach(file -> System.out.println(WRONG + ' ' + file));
        compare(rows, node, first);
        rows.fill(node, random, first);
        new CrashLoad(node, rows.model, () -> true).whenAcknowledged(() -> System.out.println(STEP)).begin(random.nextLong());
    }

    private static void compare(CrashRows rows, Ignite node, boolean first) {
        List<String> wrong = rows.compareAndCreate(node, first);
        wrong.forEach(line -> System.out.println(WRONG + ' ' + line));
        if (!wrong.isEmpty())
            Runtime.getRuntime().halt(1);
        System.out.println(FIGURES + ' ' + rows.model.tornTransactions() + ' ' + NodeHarness.tierStats(node).hits);
    }

    private static NodeHarness harness(CrashMode mode, Path directory, Random random) {
        NodeHarness harness = new NodeHarness(directory);
        CrashConfiguration configuration = new CrashConfiguration(random);
        configuration.apply(harness);
        harness.configure(configuration::apply);
        mode.apply(harness);
        return harness;
    }
}
