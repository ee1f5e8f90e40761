package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Hypothesis: whoever finds a fresh object's location finds all its bytes; before that the handle is refused.
 * Reason: the payload is written before the header, the header before the location, and the location is published by a release store.
 * The reader does not wait for the handle: it guesses it, so nothing but the location orders the two.
 * Forbidden: any byte that is not the object's.
 * Run: {@code ./jcstress.sh FirstRead}
 */
@JCStressTest
@Outcome(id = "A, sound", expect = ACCEPTABLE, desc = "The object was published.")
@Outcome(id = "gone, sound", expect = ACCEPTABLE, desc = "The object was not published yet.")
@Outcome(expect = FORBIDDEN, desc = "The object was read before it was written.")
@State
public class FirstRead {
    private final SmallPool small = SmallPool.take();
    private final long guessed = nextHandle();
    private long stored;

    /** Handle slots and object slots are used last in, first out; so what is free holds another object's bytes. */
    private long nextHandle() {
        long last = small.store(Payload.B);
        small.pool().free(last);
        return Handle.of(Handle.slot(last), Location.nextGeneration(Handle.generation(last)));
    }

    @Actor public void store() {
        stored = small.store(Payload.A);
    }

    @Actor public void read(LL_Result result) {
        result.r1 = small.read(guessed);
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = stored == guessed ? small.end(stored) : "guessed wrong";
    }
}
