package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;

/** Pages that begin with the number of their bytes in use; what follows these is free. Another number makes a page unfit. */
final class PrefixShape implements PageShape {
    private final int pageBytes;

    PrefixShape(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    int pageBytes() {
        return pageBytes;
    }

    @Override public int strip(ByteBuffer page, ByteBuffer stripped) {
        int usedBytes = page.getInt(0);
        if (usedBytes < Integer.BYTES || usedBytes >= pageBytes)
            return pageBytes;
        Memory.copy(Memory.address(page), Memory.address(stripped), usedBytes);
        return usedBytes;
    }

    @Override public void restore(ByteBuffer page, int strippedBytes) {
        if (page.getInt(0) != strippedBytes)
            throw new IllegalStateException("used " + page.getInt(0));
        Memory.fill(Memory.address(page) + strippedBytes, pageBytes - strippedBytes, (byte)0);
    }
}
