package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC32C over memory, by the processor's own instruction where it has one. For one thread at a time. */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer view = Memory.newView();
    private final ByteBuffer wordBuffer = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());

    int of(long address, int bytes) {
        crc.reset();
        crc.update(Memory.point(view, address, bytes));
        return (int)crc.getValue();
    }

    int of(Segments object) {
        crc.reset();
        crc.update(Memory.point(view, object.firstAddress(), object.firstBytes()));
        if (object.count() == 2)
            crc.update(Memory.point(view, object.secondAddress(), object.secondBytes()));
        return (int)crc.getValue();
    }

    int of(long word) {
        crc.reset();
        crc.update(wordBuffer.putLong(0, word).position(0));
        return (int)crc.getValue();
    }
}
