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
 * Hypothesis: an object that is freed while compaction moves it is freed, whichever of its two places its handle leads to then.
 * Reason: free and compaction both change the handle by compare-and-set from the location they saw; who loses looks again, or drops its copy.
 * Forbidden: a free that fails; a copy that stays; a slot that is free twice or lost.
 * Run: {@code ./jcstress.sh FreeAgainstCompaction}
 */
@JCStressTest
@Outcome(id = "true, moved, sound", expect = ACCEPTABLE, desc = "It was moved, then freed.")
@Outcome(id = "true, stayed, sound", expect = ACCEPTABLE, desc = "It was freed first.")
@Outcome(expect = FORBIDDEN, desc = "Not freed, or lost.")
@State
public class FreeAgainstCompaction {
    private final Sparse sparse = new Sparse();
    private long next;

    @Actor public void free(LLL_Result result) {
        result.r1 = sparse.small.later().pool().free(sparse.handle);
    }

    @Actor public void compactAndStore(LLL_Result result) {
        result.r2 = sparse.compact();
        next = sparse.small.store(Payload.B);
    }

    @Arbiter public void end(LLL_Result result) {
        String stored = sparse.small.read(next);
        result.r3 = stored.equals("B") ? sparse.end(next) : stored;
    }
}
