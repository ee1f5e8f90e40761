package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.ignite.configuration.IgniteConfiguration;

/**
 * What stands beside the page files: nothing, or a tier with write-through or write-back, of the residency that is the default. With VOLATILE, write-through, and in place of the
 * files of the atomic cache. With MIXED it is drawn anew for each start: nothing, write-through or write-back.
 */
public enum CrashMode {
    STOCK, WRITE_THROUGH, WRITE_BACK, MIXED, VOLATILE;

    /** All pages of the volatile cache, and what the data region may hold of it. */
    private static final long VOLATILE_TIER_BYTES = 96L << 20;

    /** @param name as scripts write it: {@code write-back} */
    static CrashMode parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What it is for the next start. */
    CrashMode drawn(Random random) {
        return this == MIXED ? List.of(STOCK, WRITE_THROUGH, WRITE_BACK).get(random.nextInt(3)) : this;
    }

    void apply(NodeHarness harness) {
        if (this == STOCK)
            harness.withoutTier();
        harness.settings().writeBack = this == WRITE_BACK;
        if (this == VOLATILE)
            makeVolatile(harness);
    }

    /** @param more has the last word on the configuration @return nodes with one of the sizes that a tier may have */
    NodeHarness harness(Path directory, Random random, Consumer<IgniteConfiguration> more) {
        NodeHarness harness = new NodeHarness(directory);
        CrashConfiguration configuration = new CrashConfiguration(random);
        configuration.apply(harness);
        harness.configure(((Consumer<IgniteConfiguration>)configuration::apply).andThen(more));
        apply(harness);
        return harness;
    }

    private static void makeVolatile(NodeHarness harness) {
        harness.settings().limitBytes = VOLATILE_TIER_BYTES;
        harness.settings().hasVolatileGroups = true;
        harness.settings().volatileGroup = CrashCaches.name(CrashCaches.ATOMIC)::equals;
    }

    /** Whether a killed node has a partner in every other chain: only a backup keeps rows of a volatile cache. */
    boolean hasPartner() {
        return this == VOLATILE;
    }

    /** Whether a cache lives as long as its node. */
    boolean isVolatile(int cache) {
        return this == VOLATILE && cache == CrashCaches.ATOMIC;
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
