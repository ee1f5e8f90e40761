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
 * Hypothesis: an object that is being stored while the zspages of its class get other frames is whole.
 * Reason: no slot is taken from a zspage that is isolated, and one that has a RESERVED slot is not copied.
 * Forbidden: an object written to frames that its zspage does not have any more.
 * Run: {@code ./jcstress.sh StoreAgainstMigration}
 */
@JCStressTest
@Outcome(id = "A, B, sound", expect = ACCEPTABLE, desc = "Both are whole.")
@Outcome(expect = FORBIDDEN, desc = "Written where nobody reads, or lost.")
@State
public class StoreAgainstMigration {
    private static final int ROUNDS = 4;

    private final Sparse sparse = new Sparse();
    private long next;

    @Actor public void store() {
        next = sparse.small.later().store(Payload.B);
    }

    @Actor public void migrate() {
        for (int rounds = 0; rounds < ROUNDS; rounds++) {
            sparse.small.pool().migrateZspage(sparse.destination);
            sparse.small.pool().migrateZspage(sparse.source);
        }
    }

    @Arbiter public void end(LLL_Result result) {
        result.r1 = sparse.small.read(sparse.handle);
        result.r2 = sparse.small.read(next);
        result.r3 = sparse.end(sparse.handle, next);
    }
}
