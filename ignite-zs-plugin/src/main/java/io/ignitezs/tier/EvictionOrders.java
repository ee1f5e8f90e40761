package io.ignitezs.tier;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The orders that there are; compared in docs/policy.md. */
public enum EvictionOrders {
    CLOCK("clock") {
        @Override EvictionOrder create() {
            return new ClockOrder();
        }
    },

    /** As S3-FIFO: pages that were used twice are safe from those that come once. */
    S3_FIFO("s3-fifo") {
        @Override EvictionOrder create() {
            return new TwoHandsOrder();
        }
    };

    private final String text;

    EvictionOrders(String text) {
        this.text = text;
    }

    /** What it is called in configurations. */
    public String text() {
        return text;
    }

    /** In any case. @throws IllegalArgumentException if there is none of this name */
    public static EvictionOrders parse(String text) {
        String name = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(order -> order.text.equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No eviction order: " + text));
    }

    /** For messages. */
    public static String allowed() {
        return Stream.of(values()).map(EvictionOrders::text).collect(Collectors.joining(" | "));
    }

    /** For one tier. */
    abstract EvictionOrder create();
}
