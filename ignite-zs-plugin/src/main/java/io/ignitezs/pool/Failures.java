package io.ignitezs.pool;

import java.util.function.Consumer;

/** Telling of a failure by a thread that has to go on whatever happens. */
public final class Failures {
    private Failures() {
    }

    /** Never throws. @param listener makes the message, too, and is made before anything fails: when memory is short there may be none for either */
    public static void tell(Consumer<Throwable> listener, Throwable failure) {
        try {
            listener.accept(failure);
        }
        catch (Throwable e) {
            // There is nobody left to tell.
        }
    }
}
