package io.ignitezs.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ignitezs.zspage.Descriptor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Hypothesis: of a reader and a freer at least one sees the other. This is R3 laid bare: lock, then look, against unpublish, then look.
 * Reason: the four are sequentially consistent, so a store-load pair cannot be turned round on both sides.
 * Forbidden: the reader finds its object live, and the freer finds no reader.
 * Run: {@code ./jcstress.sh ReadLockAgainstReclaim}
 */
@JCStressTest
@Outcome(id = "true, true, sound", expect = ACCEPTABLE, desc = "The reader was first: the slot waits.")
@Outcome(id = "false, true, sound", expect = ACCEPTABLE, desc = "The reader gives up, the slot waits needlessly.")
@Outcome(id = "false, false, sound", expect = ACCEPTABLE, desc = "The freer was first: the slot is reused at once.")
@Outcome(expect = FORBIDDEN, desc = "Read while it is reused.")
@State
public class ReadLockAgainstReclaim {
    private final SmallPool small = SmallPool.take();
    private final HandleTable handles = small.pool().handles();
    private final long handle = small.store(Payload.A);
    private final long location = handles.load(Handle.slot(handle));
    private final long lock = Descriptor.lockAddress(small.pool().zspages().descriptor(Location.zspage(location)));

    @Actor public void read(ZZL_Result result) {
        ZspageLock.lockRead(lock);
        result.r1 = handles.load(Handle.slot(handle)) == location;
    }

    @Actor public void free(ZZL_Result result) {
        handles.unpublish(handle);
        result.r2 = ZspageLock.hasReaders(lock);
    }

    @Arbiter public void end(ZZL_Result result) {
        ZspageLock.unlockRead(lock);
        small.pool().classPools()[small.pool().zspages().sizeClass(Location.zspage(location)).index()]
            .releaseSlot(Location.zspage(location), Location.slot(location));
        handles.release(Handle.slot(handle));
        result.r3 = small.end();
    }
}
