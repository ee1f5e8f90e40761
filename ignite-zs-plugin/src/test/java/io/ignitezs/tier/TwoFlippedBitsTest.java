package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import io.ignitezs.pool.PoolDamage;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two flipped bits of a location, which its parity does not show: wherever it leads then, no other page is answered. */
class TwoFlippedBitsTest {
    private static final int PARITY_BIT = 63;
    private static final int FIRST_BIT_OF_ZSPAGE = 32;

    private final Random random = new Random(3);
    private final PageTier tier = PageTier.open(TestTiers.ofBytes(4 << 20));
    private final PageIndex index = tier.openIndex("part-7.bin");
    private final ByteBuffer page = TestPages.direct(4096);
    private final ByteBuffer found = TestPages.direct(4096);

    @AfterEach void close() {
        tier.close();
    }

    @Test void ofALocation() {
        for (int bit = FIRST_BIT_OF_ZSPAGE; bit < PARITY_BIT; bit++) {
            write(bit);
            EntrySnapshot entry = new EntrySnapshot();
            tier.entries().reads().read(index, bit, entry);
            long location = PoolDamage.locationOf(tier.pool(), entry.handle());
            Memory.putLong(location, Memory.getLong(location) ^ 1L << PARITY_BIT ^ 1L << bit);
            // Numbers beyond those of zspages may lead to the same place as before.
            if (tier.read(index, bit, found))
                assertEquals(-1, page.mismatch(found), "bit " + bit);
        }
        assertTrue(tier.stats().corruptions > (PARITY_BIT - FIRST_BIT_OF_ZSPAGE) / 2, tier.stats().corruptions + " were found");
    }

    private void write(int pageIndex) {
        for (int offset = 0; offset < page.capacity() / 2; offset += Long.BYTES)
            page.putLong(offset, random.nextLong());
        tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
    }
}
