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
 * Hypothesis: two stores get slots and handles of their own.
 * Reason: slots are handed out under the class lock, handle slots by compare-and-set on a head that counts its changes.
 * Forbidden: an object that overwrites the other; a slot or handle that is handed out twice or lost.
 * Run: {@code ./jcstress.sh StoreAgainstStore}
 */
@JCStressTest
@Outcome(id = "A, B, sound", expect = ACCEPTABLE, desc = "Both are there.")
@Outcome(expect = FORBIDDEN, desc = "They got the same slot or handle.")
@State
public class StoreAgainstStore {
    private final SmallPool small = SmallPool.take();
    private long first;
    private long second;

    @Actor public void store() {
        first = small.store(Payload.A);
    }

    @Actor public void storeToo() {
        second = small.store(Payload.B);
    }

    @Arbiter public void end(LLL_Result result) {
        result.r1 = small.read(first);
        result.r2 = small.read(second);
        result.r3 = small.end(first, second);
    }
}
