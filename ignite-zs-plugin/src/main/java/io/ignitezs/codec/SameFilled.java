package io.ignitezs.codec;

import io.ignitezs.mem.Memory;

/** Pages of one repeated 8-byte word. */
final class SameFilled {
    private SameFilled() {
    }

    /** @param bytes a multiple of 8 */
    static boolean matches(long address, int bytes) {
        long word = Memory.getLong(address);
        if (Memory.getLong(address + bytes - Long.BYTES) != word)
            return false;
        for (int offset = Long.BYTES; offset < bytes; offset += Long.BYTES)
            if (Memory.getLong(address + offset) != word)
                return false;
        return true;
    }

    /** @param bytes a multiple of 8 */
    static void fill(long address, int bytes, long word) {
        for (int offset = 0; offset < bytes; offset += Long.BYTES)
            Memory.putLong(address + offset, word);
    }
}
