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
 * Hypothesis: a stale handle never ends or reads the object that got its handle slot.
 * Reason: a freed handle slot gets the next generation, and the compare-and-set that ends a handle compares it.
 * Forbidden: both frees succeed; the fresh object is gone or damaged.
 * Run: {@code ./jcstress.sh StaleHandle}
 */
@JCStressTest
@Outcome(id = "true, false, B", expect = ACCEPTABLE, desc = "The handle was freed where its slot was used again.")
@Outcome(id = "false, true, B", expect = ACCEPTABLE, desc = "The handle was freed elsewhere.")
@Outcome(expect = FORBIDDEN, desc = "The stale handle reached the fresh object.")
@State
public class StaleHandle {
    private final SmallPool small = SmallPool.take();
    private final long neighbour = small.store(Payload.C);
    private final long handle = small.store(Payload.A);
    private long next;

    /** The store gets the handle slot that was freed last. */
    @Actor public void freeAndStore(ZZL_Result result) {
        result.r1 = small.pool().free(handle);
        next = small.store(Payload.B);
    }

    @Actor public void freeAgain(ZZL_Result result) {
        result.r2 = small.pool().free(handle);
    }

    @Arbiter public void end(ZZL_Result result) {
        String read = small.read(next);
        String end = small.end(neighbour, next);
        result.r3 = end.equals(SmallPool.SOUND) ? read : end;
    }
}
