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
 * Hypothesis: compaction that meets migration, of the zspage it empties or of one it fills, loses nothing.
 * Reason: each isolates the zspage it works on; slots that compaction fills are RESERVED, and a zspage that has such is not migrated.
 * Forbidden: an object copied to frames that its zspage does not have any more; an object, frame or zspage lost.
 * Run: {@code ./jcstress.sh MigrationAgainstCompaction}
 */
@JCStressTest
@Outcome(id = "A, sound", expect = ACCEPTABLE, desc = "The object is whole, wherever it is.")
@Outcome(expect = FORBIDDEN, desc = "An object or a frame was lost.")
@State
public class MigrationAgainstCompaction {
    private static final int ROUNDS = 4;

    private final Sparse sparse = new Sparse();

    @Actor public void migrate() {
        for (int rounds = 0; rounds < ROUNDS; rounds++) {
            sparse.small.pool().migrateZspage(sparse.destination);
            sparse.small.pool().migrateZspage(sparse.source);
        }
    }

    @Actor public void compact() {
        sparse.compact();
    }

    @Arbiter public void end(LL_Result result) {
        result.r1 = sparse.small.read(sparse.handle);
        result.r2 = sparse.end(sparse.handle);
    }
}
