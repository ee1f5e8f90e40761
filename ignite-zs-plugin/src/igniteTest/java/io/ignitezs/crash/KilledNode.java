package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.ignite.Ignite;

/**
 * {@code <mode> <seed> <seed of this life> <number of this life> <directory> <port of the partner>}: one life of a node. It compares its rows with
 * a model that is kept in a file, says what is wrong, and then works until it is killed, with a line for each step.
 */
final class KilledNode {
    /** Port of no partner. */
    static final int ALONE = 0;
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
        int port = Integer.parseInt(arguments[5]);
        CrashRows rows = new CrashRows(mode, Long.parseLong(arguments[1]), port == ALONE);
        new RowJournal(directory.resolve("rows")).restore(rows.model);
        Random random = new Random(Long.parseLong(arguments[2]));
        boolean first = arguments[3].equals("0");
        List<String> strayFiles = first ? List.of() : rows.strayFiles(directory.resolve("work")); // A start would set them aside.
        strayFiles.forEach(file -> System.out.println(WRONG + ' ' + file));
        Ignite node = start(mode, directory, random, port);
        compare(rows, node, first);
        rows.fill(node, random, first);
        CrashLoad load = new CrashLoad(node, rows.model, () -> true).whenAcknowledged(() -> System.out.println(STEP));
        if (port != ALONE)
            load.withoutDrops();
        load.begin(random.nextLong());
    }

    @SuppressWarnings("resource")
    private static Ignite start(CrashMode mode, Path directory, Random random, int port) {
        if (port == ALONE)
            return mode.harness(directory, random, configuration -> { }).start("one");
        Ignite node = mode.harness(directory, random, configuration -> Partner.seek(configuration, port)).start("one");
        Partner.meet(node);
        return node;
    }

    private static void compare(CrashRows rows, Ignite node, boolean first) {
        List<String> wrong = rows.compareAndCreate(node, first);
        wrong.forEach(line -> System.out.println(WRONG + ' ' + line));
        if (!wrong.isEmpty())
            Runtime.getRuntime().halt(1);
        System.out.println(FIGURES + ' ' + rows.model.tornTransactions() + ' ' + NodeHarness.tierStats(node).hits);
    }
}
