package io.ignitezs.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command behind examples/run.sh. */
@Command(name = "examples/run.sh", sortOptions = false, usageHelpWidth = 110, usageHelpAutoWidth = false,
    description = "Loads a data set that is larger than its memory, reads it with ignite-zs and with stock Ignite in the same"
        + " memory, proves every row, and prints what was gained.",
    optionListHeading = "%nOptions (defaults in brackets):%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
        "0:every row was right",
        "1:a row was wrong or missing, or the run failed",
        "2:a bad option or a bad line of a CSV file"})
public final class ColdTierExample implements Callable<Integer> {
    private static final int BAD_INPUT = 2;
    private static final int FAILED = 1;

    @Mixin
    private Options options;

    private final Terminal terminal;

    ColdTierExample(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Exits with 0, 1 or 2 as the help text says. */
    public static void main(String[] arguments) {
        System.exit(execute(new Terminal(System.out, Boolean.getBoolean("example.terminal")), System.err, arguments));
    }

    static int execute(Terminal terminal, PrintStream errors, String... arguments) {
        CommandLine command = new CommandLine(new ColdTierExample(terminal));
        command.setOut(new PrintWriter(terminal.out, true));
        command.setParameterExceptionHandler((e, given) -> badInput(errors, e.getMessage()));
        command.setExecutionExceptionHandler((e, given, parsed) -> e instanceof BadInputException
            ? badInput(errors, e.getMessage())
            : failed(errors, e));
        return command.execute(arguments);
    }

    @Override public Integer call() throws Exception {
        Settings settings = options.settings();
        WorkDirectory work = new WorkDirectory(settings.work);
        work.check();
        DataSet data = options.dataSet();
        work.recreate();
        if (!data.licence().isEmpty())
            Files.write(work.licence(), data.licence());
        NodeLog.sendTo(work.log());
        try {
            compare(settings, data, work);
            return 0;
        }
        catch (Exception e) {
            throw new RunFailedException(e, work.log());
        }
    }

    private void compare(Settings settings, DataSet data, WorkDirectory work) throws Exception {
        long started = System.nanoTime();
        Comparison comparison = new Comparison(settings, data, terminal);
        new Introduction(terminal.out, settings, data, comparison.catalogue()).print(work);
        NodeFigures pooled = comparison.readWithPlugin();
        NodeFigures stock = comparison.readWithStockIgnite();
        new Report(terminal.out, settings, pooled, stock).print();
        terminal.out.printf(Locale.ROOT, "%nDone in %.0f s.%n", (System.nanoTime() - started) / 1e9);
    }

    private static int badInput(PrintStream errors, String message) {
        errors.println("examples/run.sh: " + message);
        errors.println("Try examples/run.sh --help");
        return BAD_INPUT;
    }

    private static int failed(PrintStream errors, Exception e) {
        errors.println();
        errors.println("FAILED: " + e.getMessage());
        return FAILED;
    }
}
