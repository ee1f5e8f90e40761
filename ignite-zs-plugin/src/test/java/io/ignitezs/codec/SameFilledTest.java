package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameFilledTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 1024, 4096, 16384})
    void fillsExactlyThePage(int bytes) {
        GuardedMemory page = new GuardedMemory(bytes);
        SameFilled.fill(page.address(), bytes, 0x1122334455667788L);
        assertTrue(SameFilled.matches(page.address(), bytes));
        page.checkGuards();
    }

    @Test
    void findsOneOtherByteAnywhere() {
        GuardedMemory page = new GuardedMemory(1024);
        SameFilled.fill(page.address(), 1024, 0);
        for (int offset = 0; offset < 1024; offset++) {
            Memory.putByte(page.address() + offset, (byte)1);
            assertFalse(SameFilled.matches(page.address(), 1024), "byte " + offset);
            Memory.putByte(page.address() + offset, (byte)0);
        }
        assertTrue(SameFilled.matches(page.address(), 1024));
    }
}
