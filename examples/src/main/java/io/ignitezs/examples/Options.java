package io.ignitezs.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.nio.file.Paths;
import picocli.CommandLine.Option;

/** The command line, and what it means. */
final class Options {
    private static final int BUDGET_MEBIBYTES = 54;
    private static final int SECONDS = 6;
    private static final int QUICK_SECONDS = 1;

    private static final int MIN_BUDGET_MEBIBYTES = 32;
    private static final int MAX_SECONDS = 600;
    private static final int MIN_ZSTD_LEVEL = -7;
    private static final int MAX_ZSTD_LEVEL = 19;

    @Option(names = "--quick", description = "A short run: one second for each workload on each node.")
    private boolean quick;

    @Option(names = "--budget", paramLabel = "SIZE", description = "Memory for pages, such as 64m (54m).")
    private String budget;

    @Option(names = "--codec", paramLabel = "NAME", description = "lz4 (the default), zstd or zstd:LEVEL, level -7 to 19.")
    private String codec = "lz4";

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds for each workload on each node (6; 1 with --quick).")
    private Integer seconds;

    @Option(names = "--rows", paramLabel = "N", description = "Only the first N rows of each table (all).")
    private Integer rows;

    @Option(names = "--csv", paramLabel = "FILE", description = "Your own table instead of WordNet: UTF-8, comma, a header line.")
    private Path csv;

    @Option(names = "--key", paramLabel = "COLUMN", description = "The key column of the CSV file (the first one).")
    private String key;

    @Option(names = "--seed", paramLabel = "N", description = "Of the sequences of keys (42).")
    private long seed = 42;

    @Option(names = "--work", paramLabel = "DIR",
        description = "For the files of the nodes, emptied at the start (examples/target/work).")
    private Path work = Paths.get(System.getProperty("example.default.work", "target/work"));

    @Option(names = "--help", usageHelp = true, description = "This text.")
    private boolean help;

    Settings settings() throws BadInputException {
        return new Settings(budgetMebibytes(), checkedCodec(), checkedSeconds(), seed, work.toAbsolutePath().normalize());
    }

    DataSet dataSet() throws BadInputException, IOException {
        if (rows != null && rows < 1)
            throw new BadInputException("--rows must be at least 1: " + rows);
        if (csv == null && key != null)
            throw new BadInputException("--key is for --csv only");
        int rowLimit = rows == null ? Integer.MAX_VALUE : rows;
        return csv == null ? DataSet.wordNet(rowLimit) : DataSet.csv(csv.toString(), CsvRows.open(csv, key), rowLimit);
    }

    private int budgetMebibytes() throws BadInputException {
        if (budget == null)
            return BUDGET_MEBIBYTES;
        int mebibytes = MemorySize.parseMebibytes("--budget", budget);
        if (mebibytes < MIN_BUDGET_MEBIBYTES)
            throw new BadInputException("--budget must be at least " + MIN_BUDGET_MEBIBYTES + "m: " + budget);
        int most = maxBudgetMebibytes();
        if (mebibytes > most)
            throw new BadInputException("--budget must be at most " + most + "m, half of the memory of this machine: " + budget);
        return mebibytes;
    }

    private static int maxBudgetMebibytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (int)Math.min(Integer.MAX_VALUE, system.getTotalPhysicalMemorySize() / MemorySize.MEBIBYTE / 2);
    }

    private String checkedCodec() throws BadInputException {
        if (!codec.equals("lz4") && !codec.equals("zstd") && !isZstdWithLevel())
            throw new BadInputException("--codec must be lz4, zstd or zstd:LEVEL with a level from " + MIN_ZSTD_LEVEL + " to "
                + MAX_ZSTD_LEVEL + ": " + codec);
        return codec;
    }

    private boolean isZstdWithLevel() {
        if (!codec.matches("zstd:-?[0-9]{1,2}"))
            return false;
        int level = Integer.parseInt(codec.substring("zstd:".length()));
        return level >= MIN_ZSTD_LEVEL && level <= MAX_ZSTD_LEVEL;
    }

    private int checkedSeconds() throws BadInputException {
        if (seconds == null)
            return quick ? QUICK_SECONDS : SECONDS;
        if (seconds < 1 || seconds > MAX_SECONDS)
            throw new BadInputException("--seconds must be from 1 to " + MAX_SECONDS + ": " + seconds);
        return seconds;
    }
}
