package io.ignitezs.ignite;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** What a thread has used so far. On a machine that is not ours alone processor time says more than the clock on the wall. */
final class CpuClock {
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    private CpuClock() {
    }

    /** Processor time of this thread. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Bytes of heap that this thread has allocated. */
    static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** How often this thread has waited for a lock or for another thread so far. */
    static long waits() {
        ThreadInfo thread = THREADS.getThreadInfo(Thread.currentThread().getId());
        return thread.getWaitedCount() + thread.getBlockedCount();
    }
}
