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
 * Hypothesis: frames that were replaced while they were read are free once the reader has gone: the migrator or the reader reclaims
 * them, or the next operation on the class does.
 * Reason: R5. The migrator retires them, then looks for readers again; the reader unlocks, then looks for what waits.
 * Forbidden: frames still retired after one more operation on the class; frames freed twice.
 * Run: {@code ./jcstress.sh LastReaderAgainstMigration}
 */
@JCStressTest
@Outcome(id = "0 wait, sound", expect = ACCEPTABLE, desc = "The migrator or the last reader reclaimed them.")
@Outcome(id = "2 wait, sound", expect = ACCEPTABLE_INTERESTING, desc = "The class was busy when the last reader left: its next operation reclaims them.")
@Outcome(expect = FORBIDDEN, desc = "Lost among the retired.")
@State
public class LastReaderAgainstMigration {
    private final Sparse sparse = new Sparse();
    private final int pin = sparse.small.pool().beginRead(sparse.handle, SmallPool.OBJECT_BYTES, new Segments());

    @Actor public void endRead() {
        sparse.small.later().pool().endRead(pin);
    }

    @Actor public void migrate() {
        sparse.small.pool().migrateZspage(sparse.source);
    }

    @Arbiter public void end(LL_Result result) {
        result.r1 = sparse.small.pool().stats().limboFrames + " wait";
        long next = sparse.small.store(Payload.B);
        long lost = sparse.small.pool().stats().limboFrames;
        result.r2 = lost == 0 ? sparse.end(sparse.handle, next) : lost + " lost";
    }
}
