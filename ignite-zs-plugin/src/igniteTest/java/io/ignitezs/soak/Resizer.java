package io.ignitezs.soak;

import io.ignitezs.plugin.ZsPlugin;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Gives the pool another size at random intervals, and has it compacted to the end now and then. */
final class Resizer implements Runnable {
    private static final int MOST_SECONDS = 4;
    private static final int RESIZES_PER_COMPACTION = 5;

    private final ZsPlugin zs;
    private final SoakSizes sizes;
    private final ResidentWatch watch;
    private final SoakCounters counters;
    private final BooleanSupplier goesOn;
    private final SplittableRandom random;

    Resizer(ZsPlugin zs, SoakSizes sizes, ResidentWatch watch, SoakCounters counters, BooleanSupplier goesOn, long seed) {
        this.zs = zs;
        this.sizes = sizes;
        this.watch = watch;
        this.counters = counters;
        this.goesOn = goesOn;
        random = new SplittableRandom(seed);
    }

    @Override public void run() {
        while (goesOn.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1 + random.nextInt(MOST_SECONDS)));
            resize(sizes.leastLimitBytes + random.nextLong(sizes.mostLimitBytes - sizes.leastLimitBytes + 1));
            if (random.nextInt(RESIZES_PER_COMPACTION) == 0)
                zs.compact();
        }
    }

    private void resize(long bytes) {
        watch.limitBytes(Math.max(bytes, zs.stats().getLimitBytes()));
        try {
            zs.resize(Long.toString(bytes));
        }
        catch (IllegalStateException e) {
            counters.resizesCutShort.increment();
        }
        counters.resizes.increment();
        watch.limitBytes(zs.stats().getLimitBytes());
    }
}
