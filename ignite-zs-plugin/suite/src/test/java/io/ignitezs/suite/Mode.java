package io.ignitezs.suite;

import java.util.Locale;
import java.util.regex.Pattern;

/** How Ignite's nodes run. */
enum Mode {
    STOCK, WRITE_THROUGH, WRITE_BACK;

    /** Ignite's list of plugins. */
    private static final Pattern FOUND = Pattern.compile("\\^-- ignite-zs ");

    /** What the plugin says when it starts. */
    private final Pattern started = Pattern.compile("Compressed pool is on \\[.*\\bmode=" + name() + "\\b");

    static Mode parse(String text) {
        return valueOf(text.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean hasPlugin() {
        return this != STOCK;
    }

    /** Whether a node's log says that the plugin was there and kept pages in this mode, or for stock Ignite, that it was not there. */
    boolean isInUse(String log) {
        return hasPlugin() ? FOUND.matcher(log).find() && started.matcher(log).find() : !FOUND.matcher(log).find();
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
