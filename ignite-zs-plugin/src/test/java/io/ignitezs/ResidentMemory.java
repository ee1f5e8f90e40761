package io.ignitezs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process occupies of the machine's memory, as the kernel says. */
public final class ResidentMemory {
    private static final long KERNEL_PAGE_BYTES = 4096;
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]+)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

    private ResidentMemory() {
    }

    public static long bytes() {
        return Long.parseLong(lines("statm").get(0).split(" ")[1]) * KERNEL_PAGE_BYTES;
    }

    /** Without the Java heap, which touches memory for the first time whenever its young generation has become larger. */
    public static long besideHeapBytes() {
        LongSummaryStatistics heap = heapAddresses();
        long bytes = 0;
        boolean counts = false;
        for (String line : lines("smaps")) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches())
                counts = !isWithin(heap, Long.parseUnsignedLong(mapping.group(1), 16));
            else if (counts && resident.matches())
                bytes += Long.parseLong(resident.group(1)) << 10;
        }
        return bytes;
    }

    private static boolean isWithin(LongSummaryStatistics heap, long address) {
        return address >= heap.getMin() && address < heap.getMax();
    }

    /** Least and greatest of all addresses that the virtual machine names when it describes its heap. */
    private static LongSummaryStatistics heapAddresses() {
        return ADDRESS.matcher(heapInfo()).results().mapToLong(found -> Long.parseUnsignedLong(found.group(1), 16)).summaryStatistics();
    }

    private static String heapInfo() {
        try {
            return (String)ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcHeapInfo", new Object[0], new String[0]);
        }
        catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the kernel says of this process. */
    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc/self", file));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
