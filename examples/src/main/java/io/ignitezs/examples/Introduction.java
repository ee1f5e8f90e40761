package io.ignitezs.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

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

    void print(Path log) {
        line("Data", data.title() + ": " + tables());
        if (!data.notice().isEmpty())
            line("", data.notice());
        line("Memory", String.format(Locale.ROOT, "%d MiB for pages. With ignite-zs: %d MiB data region + %d MiB pool (%s).",
            settings.budgetMebibytes, settings.pooledRegionMebibytes(), settings.poolMebibytes(), settings.codec));
        line("", String.format(Locale.ROOT, "Stock Ignite: %d MiB data region. Both have a checkpoint buffer of %d MiB besides.",
            settings.budgetMebibytes, Settings.CHECKPOINT_BUFFER_MEBIBYTES));
        line("Reading", String.format(Locale.ROOT, "%d threads, %d s for each workload, the same keys for both (seed %d).",
            settings.threads, settings.seconds, settings.seed));
        line("SQL", data.lookup().description());
        line("Log", log.toString());
        out.println();
    }

    private String tables() {
        StringJoiner joined = new StringJoiner(", ");
        for (Table table : catalogue.tables())
            joined.add(String.format(Locale.ROOT, "%,d rows %s (%d columns, SQL indexes on %s)", catalogue.rows(table), table.name(),
                table.columns().size(), String.join(", ", table.indexedColumns())));
        return joined.toString();
    }

    private void line(String label, String text) {
        out.printf("%-9s%s%n", label, text);
    }
}
