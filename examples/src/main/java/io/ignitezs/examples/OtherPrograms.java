package io.ignitezs.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

/** How much of the processors other programs (and other guests of the host) take: on a busy machine no comparison is exact. */
final class OtherPrograms {
    private static final Path SYSTEM_TIMES = Paths.get("/proc/stat");

    /** Of the first line: user, nice, system, idle, waiting for I/O, interrupts, soft interrupts, stolen by the host. */
    private static final int TIMES = 8;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private final long[] times = readTimes();
    private final long ownNanos = ownNanos();
    private final long startedNanos = System.nanoTime();

    /** @return their share of all processors since this object was made, 0..1; NaN where the system does not tell */
    double share() {
        long[] now = readTimes();
        if (times == null || now == null)
            return Double.NaN;
        long busy = 0;
        long all = 0;
        for (int time = 0; time < TIMES; time++) {
            all += now[time] - times[time];
            if (time != IDLE && time != WAITING)
                busy += now[time] - times[time];
        }
        double own = (ownNanos() - ownNanos) / ((double)(System.nanoTime() - startedNanos) * processors());
        return all == 0 ? Double.NaN : Math.max(0, Math.min(1, busy / (double)all - own));
    }

    private static long ownNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Those of the machine, which may be more than this process may use. */
    private static long processors() {
        try {
            return Math.max(1, Files.readAllLines(SYSTEM_TIMES).stream().filter(line -> line.matches("cpu[0-9].*")).count());
        }
        catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /** @return null where there are none */
    private static long[] readTimes() {
        try {
            List<String> lines = Files.readAllLines(SYSTEM_TIMES);
            String[] fields = lines.get(0).trim().split(" +");
            long[] times = new long[TIMES];
            for (int time = 0; time < TIMES; time++)
                times[time] = Long.parseLong(fields[1 + time]);
            return times;
        }
        catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
