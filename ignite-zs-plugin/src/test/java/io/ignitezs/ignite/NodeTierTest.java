package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TestTiers;
import io.ignitezs.tier.TierConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTierTest {
    private static final long LIMIT_BYTES = 4 << 20;

    private final List<String> warnings = new ArrayList<>();
    private final NodeTier tier = open();
    private boolean closed;

    @AfterEach void close() throws Exception {
        if (!closed)
            tier.close();
    }

    @Test void resizesWhileOpen() throws Exception {
        assertTrue(tier.resize(2 * LIMIT_BYTES, MoveProgress.NONE));
        assertEquals(2 * LIMIT_BYTES, tier.stats().limitBytes);
        assertThrows(IllegalArgumentException.class, () -> tier.resize(tier.leastLimitBytes() - 1, MoveProgress.NONE));
        assertEquals(2 * LIMIT_BYTES, tier.stats().limitBytes);
    }

    @Test void progressEndsACompaction() throws Exception {
        RuntimeException enough = new RuntimeException("enough");
        assertSame(enough, assertThrows(RuntimeException.class, () -> tier.compact((done, total) -> {
            throw enough;
        })));
        assertEquals(0, tier.compact(MoveProgress.NONE).movedObjects);
    }

    @Test void onceClosedItRefusesAndNobodyFails() {
        tier.close();
        closed = true;
        assertThrows(IllegalStateException.class, () -> tier.compact(MoveProgress.NONE));
        assertThrows(IllegalStateException.class, () -> tier.resize(LIMIT_BYTES, MoveProgress.NONE));
        assertEquals(0, tier.leastLimitBytes());
        assertEquals(0, tier.stats().limitBytes);
        tier.compactionTrigger.afterCheckpointEnd(null);
        tier.compactionTrigger.readFromFile();
        assertEquals(List.of(), warnings);
    }

    @Test void countsFailuresAndTurningOff() throws Exception {
        assertEquals(0, tier.stats().failures + tier.stats().turnOffs);
        tier.failed("read", new IllegalStateException("injected"));
        assertEquals(1, tier.stats().failures);
        assertEquals(1, warnings.size());
        tier.onOff.turnOff();
        tier.onOff.turnOff();
        assertEquals(1, tier.stats().turnOffs);
        assertTrue(tier.stats().passThrough);
        tier.onOff.turnOn();
        assertEquals(1, tier.stats().turnOffs);
        assertEquals(1, tier.stats().failures);
        assertEquals(List.of(), tier.slabStats());
    }

    private NodeTier open() {
        TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES);
        configuration.warning = warnings::add;
        return new NodeTier(damaged -> PageTier.open(configuration), new WriteBacks(false, 4096, "unused"), null, null, (group, page, into) -> false,
            () -> true, warnings::add, warnings::add);
    }
}
