package io.ignitezs.pool;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of the thread that asks, so that a busy machine does not count; where the JVM cannot tell, time by the clock. */
public final class CpuClock {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Only differences count, of calls by the same thread. A call takes a few hundred nanoseconds. */
    public long nanos() {
        return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
