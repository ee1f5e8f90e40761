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
 * Hypothesis: a read of a live object that compaction moves always gives the whole object, and never keeps compaction from moving it.
 * Reason: the copy is complete before the handle is swapped; the source is reclaimed only after it was then seen without readers.
 * Forbidden: a refused read; any byte that is not the object's; an object that is not moved or lost.
 * Run: {@code ./jcstress.sh ReadAgainstCompaction}
 */
@JCStressTest
@Outcome(id = "A, moved, sound", expect = ACCEPTABLE, desc = "Read before or after it was moved.")
@Outcome(expect = FORBIDDEN, desc = "The object was refused, torn, lost, or kept where it was by the reader.")
@State
public class ReadAgainstCompaction {
    private final Sparse sparse = new Sparse();
    private long next;

    @Actor public void read(LLL_Result result) {
        result.r1 = sparse.small.later().read(sparse.handle);
    }

    /** The store takes the frames that the source had. */
    @Actor public void compactAndStore(LLL_Result result) {
        result.r2 = sparse.compact();
        next = sparse.small.store(Payload.B, SmallPool.OTHER_BYTES);
    }

    @Arbiter public void end(LLL_Result result) {
        String left = sparse.small.read(sparse.handle);
        result.r3 = left.equals("A") ? sparse.end(sparse.handle, next) : left;
    }
}
