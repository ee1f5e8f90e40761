package io.ignitezs.ignite;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How busy the processors were besides us while something was measured: wall clock figures are worth what the machine was quiet. */
final class MachineLoad {
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean)ManagementFactory.getOperatingSystemMXBean();
    private static final int SYSTEM_PAGE_BYTES = 4096;
    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern VOLUNTARY_SWITCHES = Pattern.compile("(?m)^voluntary_ctxt_switches:\\s+(\\d+)");

    /** Fields of /proc/stat, see proc(5). */
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;
    private static final int FIELDS = 8;

    private long[] begunTicks;
    private long begunOwnNanos;
    private double totalSeconds;
    private double busySeconds;
    private double stolenSeconds;
    private double ownSeconds;

    /** Begins to count; periods add up. */
    void begin() {
        begunTicks = ticks();
        begunOwnNanos = SYSTEM.getProcessCpuTime();
    }

    void end() {
        long[] ticks = ticks();
        ownSeconds += (SYSTEM.getProcessCpuTime() - begunOwnNanos) / 1e9;
        for (int field = 0; field < FIELDS; field++) {
            double seconds = (ticks[field] - begunTicks[field]) / TICKS_PER_SECOND;
            totalSeconds += seconds;
            busySeconds += field == IDLE || field == WAITING || field == STOLEN ? 0 : seconds;
            stolenSeconds += field == STOLEN ? seconds : 0;
        }
    }

    /** What others used, in processors. */
    double others() {
        return Math.max(0, busySeconds - ownSeconds) / totalSeconds * SYSTEM.getAvailableProcessors();
    }

    /** What we used, in processors. */
    double own() {
        return ownSeconds / totalSeconds * SYSTEM.getAvailableProcessors();
    }

    /** What the host kept from the machine, in processors. */
    double stolen() {
        return stolenSeconds / totalSeconds * SYSTEM.getAvailableProcessors();
    }

    @Override public String toString() {
        return String.format("we %.2f, others %.2f, stolen %.2f processors", own(), others(), stolen());
    }

    /** What is resident of this process, by the kernel. */
    static long residentBytes() {
        return Long.parseLong(read("/proc/self/statm").split(" ")[1]) * SYSTEM_PAGE_BYTES;
    }

    /** What threads whose names begin with this have used. */
    static long threadNanos(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith(prefix))
            .mapToLong(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()))
            .sum();
    }

    /** How often this thread has given its processor away, to wait for something, so far. */
    static long sleeps() {
        Matcher count = VOLUNTARY_SWITCHES.matcher(read("/proc/thread-self/status"));
        return count.find() ? Long.parseLong(count.group(1)) : 0;
    }

    private static long[] ticks() {
        String[] fields = read("/proc/stat").split("\n", 2)[0].trim().split(" +");
        return Arrays.stream(fields, 1, 1 + FIELDS).mapToLong(Long::parseLong).toArray();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        }
        catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
