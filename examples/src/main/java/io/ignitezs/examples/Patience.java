package io.ignitezs.examples;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for what other processes do. */
final class Patience {
    private static final int SECONDS = 300;
    private static final int MILLIS_BETWEEN_LOOKS = 100;

    private Patience() {
    }

    /** @throws IOException if it takes too long */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.isMet()) {
            if (System.nanoTime() - endNanos > 0)
                throw new IOException("Waited " + SECONDS + " s in vain for: " + what);
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /** What is waited for. */
    interface Condition {
        boolean isMet() throws IOException;
    }
}
