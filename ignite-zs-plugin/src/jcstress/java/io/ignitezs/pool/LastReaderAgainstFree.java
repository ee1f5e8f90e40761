package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ignitezs.mem.Segments;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Hypothesis: a slot that was freed while it was read is free again once the reader has gone: either of the two reclaims it, or the next
 * operation on its class does.
 * Reason: R5. The freer puts it in limbo, then looks for readers again; the reader unlocks, then looks for limbo slots.
 * Forbidden: a slot still in limbo after one more operation on the class; a slot reclaimed twice.
 * Run: {@code ./jcstress.sh LastReaderAgainstFree}
 */
@JCStressTest
@Outcome(id = "0 wait, sound", expect = ACCEPTABLE, desc = "The freer or the last reader reclaimed it.")
@Outcome(id = "1 wait, sound", expect = ACCEPTABLE_INTERESTING, desc = "The class was busy when the last reader left: its next operation reclaims it.")
@Outcome(expect = FORBIDDEN, desc = "Lost in limbo.")
@State
public class LastReaderAgainstFree {
    private final SmallPool small = SmallPool.take();
    private final long neighbour = small.store(Payload.C);
    private final long handle = small.store(Payload.A);
    private final int pin = small.pool().beginRead(handle, SmallPool.OBJECT_BYTES, new Segments());

    @Actor public void endRead() {
        small.later().pool().endRead(pin);
    }

    @Actor public void free() {
        small.pool().free(handle);
    }

    @Arbiter public void end(LL_Result result) {
        result.r1 = small.pool().stats().limboSlots + " wait";
        long next = small.store(Payload.B);
        long lost = small.pool().stats().limboSlots;
        result.r2 = lost == 0 ? small.end(neighbour, next) : lost + " lost";
    }
}
