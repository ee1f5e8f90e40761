package io.ignitezs.crash;

import java.io.IOException;

/** Lives of one node, or of some, that begin with what the last one left and end suddenly. */
interface Cycles extends AutoCloseable {
    /** Starts, compares, loads, and ends. After something was wrong there is no next. */
    CycleResult next() throws IOException, InterruptedException;

    /** Stops what lives on after each end. */
    @Override default void close() {
    }
}
