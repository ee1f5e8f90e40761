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
 * Hypothesis: as {@link ReadAgainstFree}, when the freed slot is the last of its zspage: the frames are not given to another zspage while
 * they are read, and a reader that locks a zspage which has died finds out.
 * Reason: R1 and R3; descriptors are type-stable.
 * Forbidden: another object's bytes, torn or poisoned bytes; a frame or zspage lost.
 * Run: {@code ./jcstress.sh ReadAgainstLastFree}
 */
@JCStressTest
@Outcome(id = "A, sound", expect = ACCEPTABLE, desc = "The reader was first, or the zspage waited for it.")
@Outcome(id = "gone, sound", expect = ACCEPTABLE, desc = "The freer was first.")
@Outcome(expect = FORBIDDEN, desc = "Frames were reused while they were read, or lost.")
@State
public class ReadAgainstLastFree {
    private final SmallPool small = SmallPool.take();
    private final long handle = small.store(Payload.A);
    private long next;

    @Actor public void read(LL_Result result) {
        result.r1 = small.later().read(handle);
    }

    /** The store makes a zspage of another class, from the frames that were freed last. */
    @Actor public void freeAndStore() {
        small.pool().free(handle);
        next = small.store(Payload.B, SmallPool.OTHER_BYTES);
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = small.end(next);
    }
}
