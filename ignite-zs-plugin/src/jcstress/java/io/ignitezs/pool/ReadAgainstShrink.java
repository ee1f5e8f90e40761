package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Hypothesis: a slab is given back to the operating system only when nobody reads in it, and the read of an object that is moved out of it
 * always gives the whole object.
 * Reason: frames that were replaced belong to their zspage until it was seen without readers; a slab is closed when all its frames are free.
 * Forbidden: a refused read; a byte that is not the object's (memory given back is poisoned); a slab neither closed nor usable.
 * Run: {@code ./jcstress.sh ReadAgainstShrink}
 */
@JCStressTest
@Outcome(id = "A, closed, sound", expect = ACCEPTABLE, desc = "The slab was given back, before or after the read.")
@Outcome(id = "A, open, sound", expect = ACCEPTABLE, desc = "The reader was in it all the time: it is given back later.")
@Outcome(expect = FORBIDDEN, desc = "Given back while it was read, or an object lost.")
@State
public class ReadAgainstShrink {
    private final SmallPool small = TwoSlabs.take();
    private final long handle = TwoSlabs.storeApart(small, Payload.A);

    @Actor public void read(LLL_Result result) {
        result.r1 = small.later().read(handle, TwoSlabs.PAGE_BYTES);
    }

    @Actor public void shrink(LLL_Result result) {
        result.r2 = small.pool().migrateStep(Long.MAX_VALUE).closedSlabs > 0 ? "closed" : "open";
    }

    @Arbiter public void end(LLL_Result result) {
        small.pool().migrateStep(Long.MAX_VALUE);
        String left = small.read(handle, TwoSlabs.PAGE_BYTES);
        String kept = small.pool().stats().slabs > 1 ? "kept, " : "";
        result.r3 = kept + (left.equals("A") ? small.end(handle) : left);
    }
}
