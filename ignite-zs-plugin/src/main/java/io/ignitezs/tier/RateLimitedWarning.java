package io.ignitezs.tier;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Passes on one message in ten seconds, with the number of those it kept back. */
public final class RateLimitedWarning implements Consumer<String> {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<String> target;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong kept = new AtomicLong();

    public RateLimitedWarning(Consumer<String> target) {
        this.target = target;
    }

    @Override public void accept(String message) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            kept.incrementAndGet();
            return;
        }
        long before = kept.getAndSet(0);
        target.accept(before == 0 ? message : message + " (" + before + " other warnings since the last one)");
    }
}
