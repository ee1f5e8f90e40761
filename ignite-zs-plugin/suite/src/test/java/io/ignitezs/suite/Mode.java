package io.ignitezs.suite;

import java.util.Locale;

/** How Ignite's nodes run. */
enum Mode {
    STOCK, WRITE_THROUGH, WRITE_BACK;

    static Mode parse(String text) {
        return valueOf(text.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean hasPlugin() {
        return this != STOCK;
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
