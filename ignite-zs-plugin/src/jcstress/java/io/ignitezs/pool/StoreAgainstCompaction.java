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
 * Hypothesis: a store that meets compaction gets a slot that is its own until it is freed: not one that compaction moves to, nor one that is
 * reclaimed with the source.
 * Reason: the source is off its list, so no slot is taken from it; slots to move to are taken as any store takes them; a RESERVED slot is not moved.
 * Forbidden: an object that overwrites another; an object lost with its zspage.
 * Run: {@code ./jcstress.sh StoreAgainstCompaction}
 */
@JCStressTest
@Outcome(id = "A, B, sound", expect = ACCEPTABLE, desc = "Both are whole, wherever they are.")
@Outcome(expect = FORBIDDEN, desc = "One has overwritten the other, or is lost.")
@State
public class StoreAgainstCompaction {
    private final Sparse sparse = new Sparse();
    private long next;

    @Actor public void store() {
        next = sparse.small.later().store(Payload.B);
    }

    @Actor public void compact() {
        sparse.compact();
    }

    @Arbiter public void end(LLL_Result result) {
        result.r1 = sparse.small.read(sparse.handle);
        result.r2 = sparse.small.read(next);
        result.r3 = sparse.end(sparse.handle, next);
    }
}
