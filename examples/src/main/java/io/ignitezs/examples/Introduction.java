package io.ignitezs.examples;

import java.io.PrintStream;
import java.util.Locale;

/** What is about to happen. */
final class Introduction {
    private final PrintStream out;
    private final Settings settings;
    private final DataSet data;
    private final Catalogue catalogue;

    Introduction(PrintStream out, Settings settings, DataSet data, Catalogue catalogue) {
        this.out = out;
        this.settings = settings;
        this.data = data;
        this.catalogue = catalogue;
    }

    void print(WorkDirectory work) {
        printData(work);
        printMemory();
        line("Reading", String.format(Locale.ROOT, "%d threads, %d s for each workload, the same keys for both (seed %d)",
            settings.threads, settings.seconds, settings.seed));
        line("", "SQL: " + data.lookup().description());
        line("Log", work.log().toString());
        out.println();
    }

    private void printData(WorkDirectory work) {
        line("Data", data.title());
        for (Table table : catalogue.tables())
            line("", String.format(Locale.ROOT, "%s: %,d rows of %d columns, SQL indexes on %s", table.name(),
                catalogue.rows(table), table.columns().size(), String.join(", ", table.indexedColumns())));
        if (!data.licence().isEmpty())
            line("", "Licence: " + work.licence());
    }

    private void printMemory() {
        line("Memory", settings.budgetMebibytes + " MiB for pages, the same for both");
        line("", String.format(Locale.ROOT, "with ignite-zs: %d MiB data region + %d MiB compressed pool (%s)",
            settings.pooledRegionMebibytes(), settings.poolMebibytes(), settings.codec));
        line("", String.format(Locale.ROOT, "stock Ignite:   %d MiB data region", settings.budgetMebibytes));
        line("", "besides, each has a checkpoint buffer of " + Settings.CHECKPOINT_BUFFER_MEBIBYTES + " MiB");
    }

    private void line(String label, String text) {
        out.printf("%-9s%s%n", label, text);
    }
}
