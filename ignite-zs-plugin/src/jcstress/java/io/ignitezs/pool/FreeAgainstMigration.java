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
 * Hypothesis: a slot that is freed while its zspage gets other frames is free in the new frames.
 * Reason: headers that changed since the zspage was isolated are copied again under the class lock when the frames are published.
 * Forbidden: a free that fails; a list of free slots that leads through old headers.
 * Run: {@code ./jcstress.sh FreeAgainstMigration}
 */
@JCStressTest
@Outcome(id = "true, MOVED, sound", expect = ACCEPTABLE, desc = "Freed before, while or after the frames were replaced.")
@Outcome(expect = FORBIDDEN, desc = "Not freed, or the zspage's lists are damaged.")
@State
public class FreeAgainstMigration {
    private final Sparse sparse = new Sparse();
    private final long filler = sparse.small.store(Payload.C);
    private final long beside = sparse.small.store(Payload.B);

    @Actor public void free(LLL_Result result) {
        result.r1 = sparse.small.later().pool().free(sparse.handle);
    }

    @Actor public void migrate(LLL_Result result) {
        result.r2 = sparse.small.pool().migrateZspage(sparse.source);
    }

    /** Checked every time: damaged lists of free slots go with their zspage. */
    @Arbiter public void end(LLL_Result result) {
        String found = sparse.check(2);
        result.r3 = found.equals(SmallPool.SOUND) ? sparse.end(filler, beside) : found;
    }
}
