package io.ignitezs.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind examples/cluster.sh. */
@Command(name = "examples/cluster.sh", sortOptions = false, usageHelpWidth = 110, usageHelpAutoWidth = false,
    description = "Starts three server nodes on this machine, loads rows, kills one node, brings it back, adds a fourth and removes one, while"
        + " rows are read and updated; proves every row after each step, and shows each node's pool.",
    optionListHeading = "%nOptions (defaults in brackets):%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
        "0:every row was right",
        "1:a row was wrong or missing, or the run failed",
        "2:a bad option"})
public final class ClusterExample implements Callable<Integer> {
    private static final int BAD_INPUT = 2;
    private static final int FAILED = 1;
    private static final int QUICK_ROWS = 40_000;
    private static final long REGION_BYTES = 20 * MemorySize.MEBIBYTE;
    private static final long QUICK_REGION_BYTES = 10 * MemorySize.MEBIBYTE;

    @Option(names = "--quick", description = "A short run: fewer rows (40,000), smaller data regions.")
    private boolean quick;

    @Option(names = "--rows", paramLabel = "N", description = "Only the first N synsets of WordNet (all 117,791).")
    private Integer rows;

    @Option(names = "--seed", paramLabel = "N", description = "Of the choice of rows that are read and updated (42).")
    private long seed = 42;

    @Option(names = "--work", paramLabel = "DIR",
        description = "For the files of the nodes, emptied at the start (examples/target/cluster).")
    private Path work = Paths.get(System.getProperty("example.default.work", "target/cluster"));

    @Option(names = "--help", usageHelp = true, description = "This text.")
    private boolean help;

    private final Terminal terminal;

    ClusterExample(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Exits with 0, 1 or 2 as the help text says. */
    public static void main(String[] arguments) {
        System.exit(execute(new Terminal(System.out, Boolean.getBoolean("example.terminal")), System.err, arguments));
    }

    static int execute(Terminal terminal, PrintStream errors, String... arguments) {
        CommandLine command = new CommandLine(new ClusterExample(terminal));
        command.setOut(new PrintWriter(terminal.out, true));
        command.setParameterExceptionHandler((e, given) -> badInput(errors, e.getMessage()));
        command.setExecutionExceptionHandler((e, given, parsed) -> e instanceof BadInputException
            ? badInput(errors, e.getMessage())
            : failed(errors, e));
        return command.execute(arguments);
    }

    @Override public Integer call() throws Exception {
        ClusterSettings settings = settings();
        WorkDirectory directory = new WorkDirectory(settings.work);
        directory.check();
        DataSet data = DataSet.wordNet(settings.rows);
        directory.recreate();
        Files.write(directory.licence(), data.licence());
        NodeLog.sendTo(directory.log());
        try {
            run(settings, data);
            return 0;
        }
        catch (Exception e) {
            throw new RunFailedException(e, directory.log());
        }
    }

    private void run(ClusterSettings settings, DataSet data) throws Exception {
        long started = System.nanoTime();
        terminal.out.println("A cluster with ignite-zs; files and logs of its nodes: " + settings.work);
        ClusterRun.run(settings, data, terminal);
        terminal.out.printf(Locale.ROOT, "Done in %.0f s.%n", (System.nanoTime() - started) / 1e9);
    }

    private ClusterSettings settings() throws BadInputException {
        if (rows != null && rows < 1)
            throw new BadInputException("--rows must be at least 1: " + rows);
        int allRows = quick ? QUICK_ROWS : Integer.MAX_VALUE;
        Path config = Paths.get(System.getProperty("example.config", "../config"));
        return new ClusterSettings(rows == null ? allRows : rows, quick ? QUICK_REGION_BYTES : REGION_BYTES, seed,
            config.toAbsolutePath().normalize(), work.toAbsolutePath().normalize());
    }

    private static int badInput(PrintStream errors, String message) {
        errors.println("examples/cluster.sh: " + message);
        errors.println("Try examples/cluster.sh --help");
        return BAD_INPUT;
    }

    private static int failed(PrintStream errors, Exception e) {
        errors.println();
        errors.println("FAILED: " + e.getMessage());
        return FAILED;
    }
}
