package io.ignitezs.soak;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What the threads of a soak test share: what they did, and the first thing that went wrong. */
final class SoakCounters {
    final LongAdder changedRows = new LongAdder();
    final LongAdder comparedRows = new LongAdder();
    final LongAdder resizes = new LongAdder();
    final LongAdder resizesCutShort = new LongAdder();

    private final AtomicReference<String> failure = new AtomicReference<>();

    void fail(String what) {
        failure.compareAndSet(null, what);
    }

    /** Null if nothing went wrong. */
    String failure() {
        return failure.get();
    }
}
