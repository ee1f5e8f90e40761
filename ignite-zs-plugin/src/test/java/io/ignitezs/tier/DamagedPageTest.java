package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.plugin.MetricIdentities;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged object is dropped, counted and named, and never becomes a wrong page. */
class DamagedPageTest {
    private final FaultyMemory memory = new FaultyMemory();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest(name = "{0}") @ValueSource(strings = {"lz4", "zstd:1"})
    void isDroppedAndReadFromItsFile(String codec) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = 2 << 20;
        configuration.codec = Codecs.parse(codec);
        configuration.memory = memory;
        configuration.warning = warnings::add;
        configuration.compaction = false; // Statistics are exact when nothing is going on.
        PageTier tier = PageTier.open(configuration);
        PageIndex index = tier.openIndex("part-7.bin");
        Random random = new Random(5);
        ByteBuffer page = TestPages.direct(4096);
        for (int pageIndex = 0; pageIndex < 100; pageIndex++) {
            TestPages.fill(page, pageIndex, 1, random);
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
        int damaged = damageObjects(tier, index, random);
        assertTrue(damaged > 50, damaged + " objects");
        int missed = 0;
        for (int pageIndex = 0; pageIndex < 100; pageIndex++)
            missed += tier.read(index, pageIndex, page) ? 0 : 1;
        assertEquals(damaged, missed);
        assertEquals(damaged, tier.stats().checksumFailures);
        assertEquals(damaged, tier.stats().damagedDropped);
        assertEquals(List.of(), MetricIdentities.broken(tier.stats()));
        assertEquals(damaged, warnings.size());
        assertTrue(warnings.get(0).contains("part-7.bin") && warnings.get(0).contains("storedBytes="), warnings.get(0));
        TierChecker.check(tier);
        assertFalse(tier.read(index, 5000, page));
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    private static int damageObjects(PageTier tier, PageIndex index, Random random) {
        EntrySnapshot entry = new EntrySnapshot();
        Segments object = new Segments();
        int damaged = 0;
        for (int pageIndex = 0; pageIndex < 100; pageIndex++)
            if (tier.entries().reads().read(index, pageIndex, entry) && Entry.hasObject(entry.kind)) {
                int pin = tier.pool().beginRead(entry.handle(), entry.storedBytes(), object);
                long victim = object.firstAddress() + random.nextInt(object.firstBytes());
                Memory.putByte(victim, (byte)(Memory.getByte(victim) ^ 1 << random.nextInt(8)));
                tier.pool().endRead(pin);
                damaged++;
            }
        return damaged;
    }
}
