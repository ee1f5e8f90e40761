package io.ignitezs.examples;

import io.ignitezs.plugin.ZsStats;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Each node with its pool, one line each. */
final class PoolTable {
    private static final String LINE = "  %-8s %5s  %-13s  %-6s %8s %7s %9s %6s %10s %10s%n";
    private static final double MEBIBYTE = MemorySize.MEBIBYTE;

    private final PrintStream out;

    PoolTable(PrintStream out) {
        this.out = out;
    }

    /** @param settings of all nodes; those that do not report are away */
    void print(Map<String, ServerSettings> settings, Collection<NodePool> pools) {
        line("node", "pool", "mode", "codec", "rows", "pages", "stored", "ratio", "from pool", "from disk");
        for (Map.Entry<String, ServerSettings> node : settings.entrySet())
            print(node.getKey(), node.getValue(), pool(node.getKey(), pools));
    }

    private static NodePool pool(String name, Collection<NodePool> pools) {
        return pools.stream().filter(pool -> pool.node.equals(name)).findAny().orElse(null);
    }

    private void print(String name, ServerSettings settings, NodePool pool) {
        if (pool == null)
            line(name, settings.poolSize, settings.mode, settings.codec, "away", "", "", "", "", "");
        else
            print(name, settings, pool.rows, pool.stats);
    }

    private void print(String name, ServerSettings settings, long rows, ZsStats stats) {
        line(name, settings.poolSize, settings.mode, settings.codec, number(rows), number(stats.getPages()),
            size(stats.getStoredBytes()), String.format(Locale.ROOT, "%.2f", stats.getRatio()), number(stats.getHits()), number(stats.getMisses()));
    }

    private void line(Object... cells) {
        out.printf(Locale.ROOT, LINE, cells);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
