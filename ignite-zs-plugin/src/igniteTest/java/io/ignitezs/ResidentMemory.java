package io.ignitezs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process occupies of the machine's memory, as the kernel says. */
public final class ResidentMemory {
    private static final long KERNEL_PAGE_BYTES = 4096;

    private ResidentMemory() {
    }

    public static long bytes() {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * KERNEL_PAGE_BYTES;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
