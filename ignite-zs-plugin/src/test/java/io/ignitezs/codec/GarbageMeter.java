package io.ignitezs.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that a thread allocates for an operation. */
final class GarbageMeter {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final Runnable operation;

    GarbageMeter(Runnable operation) {
        this.operation = operation;
    }

    /** Rounded down: what is allocated once, by the meter or the compiler, is not the operation's. */
    long bytesPerOperation() {
        run(WARM_UP);
        long before = allocatedBytes();
        run(MEASURED);
        return (allocatedBytes() - before) / MEASURED;
    }

    private void run(int times) {
        for (int i = 0; i < times; i++)
            operation.run();
    }

    private long allocatedBytes() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
