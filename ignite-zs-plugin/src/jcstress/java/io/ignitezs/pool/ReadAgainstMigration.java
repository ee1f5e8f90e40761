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
 * Hypothesis: a read of an object whose zspage gets other frames always gives the whole object, and never keeps migration from moving it.
 * Reason: the copy is complete before the frames word is replaced, which a read loads once; the old frames are reclaimed only after the zspage was
 * then seen without readers.
 * Forbidden: a refused read; any byte that is not the object's; a frame lost.
 * Run: {@code ./jcstress.sh ReadAgainstMigration}
 */
@JCStressTest
@Outcome(id = "A, MOVED, sound", expect = ACCEPTABLE, desc = "Read in the old or in the new frames.")
@Outcome(expect = FORBIDDEN, desc = "The object was refused, torn, lost, or kept where it was by the reader.")
@State
public class ReadAgainstMigration {
    private final Sparse sparse = new Sparse();
    private long next;

    @Actor public void read(LLL_Result result) {
        result.r1 = sparse.small.later().read(sparse.handle);
    }

    /** The store takes the frames that the zspage had. */
    @Actor public void migrateAndStore(LLL_Result result) {
        result.r2 = sparse.small.pool().migrateZspage(sparse.source);
        next = sparse.small.store(Payload.B, SmallPool.OTHER_BYTES);
    }

    @Arbiter public void end(LLL_Result result) {
        String left = sparse.small.read(sparse.handle);
        result.r3 = left.equals("A") ? sparse.end(sparse.handle, next) : left;
    }
}
