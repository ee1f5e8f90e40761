package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Hypothesis: of two frees of one handle exactly one succeeds, and the slot is reclaimed once.
 * Reason: a handle ends by compare-and-set; who wins it owns the slot.
 * Forbidden: both or none succeed; a slot that is free twice or lost.
 * Run: {@code ./jcstress.sh FreeAgainstFree}
 */
@JCStressTest
@Outcome(id = "true, false, sound", expect = ACCEPTABLE, desc = "The first freed it.")
@Outcome(id = "false, true, sound", expect = ACCEPTABLE, desc = "The second freed it.")
@Outcome(expect = FORBIDDEN, desc = "Freed twice, or not at all.")
@State
public class FreeAgainstFree {
    private final SmallPool small = SmallPool.take();
    private final long neighbour = small.store(Payload.C);
    private final long handle = small.store(Payload.A);

    @Actor public void free(ZZL_Result result) {
        result.r1 = small.pool().free(handle);
    }

    @Actor public void freeAgain(ZZL_Result result) {
        result.r2 = small.pool().free(handle);
    }

    @Arbiter public void end(ZZL_Result result) {
        result.r3 = small.end(neighbour);
    }
}
