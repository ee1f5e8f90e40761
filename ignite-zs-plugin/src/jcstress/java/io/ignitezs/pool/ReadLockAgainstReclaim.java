package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Hypothesis: of a reader and a freer at least one sees the other. This is R3 laid bare: lock, then look, against unpublish, then look.
 * Reason: the four are sequentially consistent, so a store-load pair cannot be turned round on both sides.
 * Nothing but a location and a lock word per state, so that there are very many of them: the window is a store buffer.
 * Forbidden: the reader finds its object live, and the freer finds no reader.
 * Run: {@code ./jcstress.sh ReadLockAgainstReclaim}
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The reader was first: the slot waits.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The reader gives up, the slot waits needlessly.")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The freer was first: the slot is reused at once.")
@Outcome(expect = FORBIDDEN, desc = "Read while it is reused.")
@State
public class ReadLockAgainstReclaim {
    private static final int MAX_HANDLES = 1 << 16;
    private static final int WORD_BYTES = 64;
    private static final MemoryBudget BUDGET = new MemoryBudget(MemorySource.os(), 16 << 20);
    private static final HandleTable HANDLES = new HandleTable(BUDGET, MAX_HANDLES);
    private static final long LOCKS = BUDGET.allocateTable((long)MAX_HANDLES * WORD_BYTES);

    private final long handle = HANDLES.allocate();
    private final long lock = LOCKS + (long)Handle.slot(handle) * WORD_BYTES;
    private final long location = publish();

    private long publish() {
        HANDLES.publish(handle, 1, 0);
        return HANDLES.load(Handle.slot(handle));
    }

    @Actor public void read(ZZ_Result result) {
        ZspageLock.lockRead(lock);
        result.r1 = HANDLES.load(Handle.slot(handle)) == location;
    }

    @Actor public void free(ZZ_Result result) {
        HANDLES.unpublish(handle);
        result.r2 = ZspageLock.hasReaders(lock);
    }

    @Arbiter public void end() {
        ZspageLock.unlockRead(lock);
        HANDLES.release(Handle.slot(handle));
    }
}
