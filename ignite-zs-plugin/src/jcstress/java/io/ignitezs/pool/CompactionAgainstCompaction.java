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
 * Hypothesis: two compactors of one class move every object at most to one place each, and lose none.
 * Reason: each has its source for itself, off its list; slots to move to are taken under the class lock; the handle is swapped from the location
 * that was copied.
 * Forbidden: an object torn or lost; a zspage freed twice or lost.
 * Run: {@code ./jcstress.sh CompactionAgainstCompaction}
 */
@JCStressTest
@Outcome(id = "A, B, sound", expect = ACCEPTABLE, desc = "Both are whole, wherever they are.")
@Outcome(expect = FORBIDDEN, desc = "An object or a zspage was lost.")
@State
public class CompactionAgainstCompaction {
    private final Sparse sparse = new Sparse();
    private final long alone = storeAlone();

    /** Another zspage with one object; three of one object each can become one. */
    private long storeAlone() {
        long[] plugs = new long[SmallPool.OBJECTS_PER_ZSPAGE];
        for (int plug = 0; plug < plugs.length; plug++)
            plugs[plug] = sparse.small.store(Payload.C);
        long stored = sparse.small.store(Payload.B);
        for (long plug : plugs)
            sparse.small.pool().free(plug);
        return stored;
    }

    @Actor public void compact() {
        sparse.compact();
    }

    @Actor public void compactToo() {
        sparse.compact();
    }

    @Arbiter public void end(LLL_Result result) {
        result.r1 = sparse.small.read(sparse.handle);
        result.r2 = sparse.small.read(alone);
        result.r3 = sparse.end(sparse.handle, alone);
    }
}
