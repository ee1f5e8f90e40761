package io.ignitezs.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that a thread allocates for an operation. */
public final class GarbageMeter {
    private static final int TIMES = 2_000;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final Runnable operation;

    public GarbageMeter(Runnable operation) {
        this.operation = operation;
    }

    /** Rounded down: what is allocated once, after a warm-up, is not the operation's. */
    public long bytesPerOperation() {
        run(TIMES);
        long before = allocatedBytes();
        run(TIMES);
        return (allocatedBytes() - before) / TIMES;
    }

    private void run(int times) {
        for (int i = 0; i < times; i++)
            operation.run();
    }

    private long allocatedBytes() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
