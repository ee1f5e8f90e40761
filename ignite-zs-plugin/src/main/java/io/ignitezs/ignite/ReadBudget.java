package io.ignitezs.ignite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Keeps one thread below so many bytes a second. What it could not use for a while is lost, so that it never reads in bursts. */
final class ReadBudget {
    private static final long MAX_BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final double nanosPerByte;
    private final LongSupplier nanoClock;
    private final LongConsumer rest;
    private long dueNanos;

    /** By the clock of the machine. */
    ReadBudget(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /** @param rest waits so many nanoseconds, or less */
    ReadBudget(long bytesPerSecond, LongSupplier nanoClock, LongConsumer rest) {
        nanosPerByte = (double)TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        this.nanoClock = nanoClock;
        this.rest = rest;
        dueNanos = nanoClock.getAsLong();
    }

    /** So much was read: waits until more may be. */
    void spent(int bytes) {
        long now = nanoClock.getAsLong();
        if (now - dueNanos > MAX_BEHIND_NANOS)
            dueNanos = now - MAX_BEHIND_NANOS;
        dueNanos += (long)(bytes * nanosPerByte);
        if (dueNanos - now > 0)
            rest.accept(dueNanos - now);
    }
}
