package io.ignitezs.pool;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pool for one state of a jcstress test. Making a pool costs a hundred times what an actor does, and jcstress knows no end of a state
 * but its arbiter; so pools are kept for the next state once the arbiter has emptied and checked them.
 */
final class SmallPool {
    static final int PAGE_BYTES = 1024;

    /** Several to a zspage, and such a zspage has several frames. */
    static final int OBJECT_BYTES = 200;

    /** What {@link #end} returns if all is well. */
    static final String SOUND = "sound";

    private static final int CHAIN_LIMIT = 4;
    private static final long LIMIT_BYTES = 512 << 10;

    /** Checking costs more than all the rest, and what is broken stays broken: so one use in this many ends with it. */
    private static final int USES_PER_CHECK = 32;
    private static final Queue<SmallPool> UNUSED = new ConcurrentLinkedQueue<>();

    /** Every other pool has jitter: it widens windows, and hides what only happens without it. */
    private final PausePoints pauses = ThreadLocalRandom.current().nextBoolean() ? new Jitter() : PausePoints.NONE;
    private final ZsPool pool = new ZsPool(new MemoryBudget(MemorySource.os(), LIMIT_BYTES), PAGE_BYTES, CHAIN_LIMIT, pauses);
    private int uses;

    private SmallPool() {
    }

    /** @return an empty pool, for its caller alone until {@link #end} */
    static SmallPool take() {
        SmallPool unused = UNUSED.poll();
        return unused == null ? new SmallPool() : unused;
    }

    ZsPool pool() {
        return pool;
    }

    long store(Payload payload) {
        return store(payload, OBJECT_BYTES);
    }

    long store(Payload payload, int bytes) {
        return pool.store(payload.address(), bytes, payload.ordinal());
    }

    /** @return what was read, or {@link Payload#GONE} */
    String read(long handle) {
        return read(handle, OBJECT_BYTES);
    }

    String read(long handle, int bytes) {
        Segments object = new Segments();
        int pin = pool.beginRead(handle, bytes, object);
        if (pin == 0)
            return Payload.GONE;
        pauses.at(PausePoints.Place.READ_LOCKED);
        String found = Payload.in(object);
        pool.endRead(pin);
        return found;
    }

    /** Ends the use of this pool: frees what is left and, at times, checks all. @return {@link #SOUND}, or what is wrong */
    String end(long... live) {
        for (long handle : live)
            if (!pool.free(handle))
                return "lost " + handle;
        String found = uses++ % USES_PER_CHECK == 0 ? check() : SOUND;
        if (found.equals(SOUND))
            UNUSED.add(this);
        return found;
    }

    private String check() {
        try {
            long waiting = pool.drainLimbo();
            PoolChecker.check(pool);
            long objects = pool.stats().objects;
            return waiting == 0 && objects == 0 ? SOUND : waiting + " slots in limbo, " + objects + " in use";
        }
        catch (ZsCorruptionException e) {
            return e.getMessage();
        }
    }
}
