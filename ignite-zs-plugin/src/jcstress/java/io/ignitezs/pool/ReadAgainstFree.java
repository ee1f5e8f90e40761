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
 * Hypothesis: a read that meets a free gives the whole object or is refused; the freed slot is not written again while it is read.
 * Reason: R1 and R3. The freer unpublishes, then looks for readers; the reader locks, then looks at the location again.
 * Forbidden: another object's bytes, torn or poisoned bytes; a slot lost or still waiting at the end.
 * Run: {@code ./jcstress.sh ReadAgainstFree}
 */
@JCStressTest
@Outcome(id = "A, sound", expect = ACCEPTABLE, desc = "The reader was first, or the slot waited for it.")
@Outcome(id = "gone, sound", expect = ACCEPTABLE, desc = "The freer was first.")
@Outcome(expect = FORBIDDEN, desc = "The slot was reused while it was read, or lost.")
@State
public class ReadAgainstFree {
    private final SmallPool small = SmallPool.take();
    private final long neighbour = small.store(Payload.C);
    private final long handle = small.store(Payload.A);
    private long next;

    @Actor public void read(LL_Result result) {
        result.r1 = small.later().read(handle);
    }

    /** The store takes the slot that was freed last. */
    @Actor public void freeAndStore() {
        small.pool().free(handle);
        next = small.store(Payload.B);
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = small.end(neighbour, next);
    }
}
