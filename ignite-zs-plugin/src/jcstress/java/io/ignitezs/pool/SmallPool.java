package io.ignitezs.pool;

import io.ignitezs.mem.MemoryBudget;
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
    /** Three make a zspage of two frames, and the second spans them. */
    static final int OBJECT_BYTES = 656;
    static final int OBJECTS_PER_ZSPAGE = 3;

    /** Of another class, so that storing them makes another zspage, of the frames that were freed last. */
    static final int OTHER_BYTES = 456;

    /** What {@link #end} returns if all is well. */
    static final String SOUND = "sound";

    /** Checking costs more than all the rest, and most of what is broken stays broken: so one use in this many ends with it. */
    private static final int USES_PER_CHECK = 8;

    private static final int PAGE_BYTES = 1024;
    private static final int CHAIN_LIMIT = 4;
    private static final long LIMIT_BYTES = 512 << 10;
    private static final Queue<SmallPool> UNUSED = new ConcurrentLinkedQueue<>();

    /** Every other pool has jitter: it widens windows, and hides what only happens without it. */
    private final PausePoints pauses = ThreadLocalRandom.current().nextBoolean() ? new Jitter() : PausePoints.NONE;
    private final ZsPool pool;
    private final Queue<SmallPool> unused;
    private int uses = ThreadLocalRandom.current().nextInt(USES_PER_CHECK);

    /** Objects that are never freed. */
    private long permanent;

    SmallPool(int pageBytes, long limitBytes, Queue<SmallPool> unused) {
        pool = new ZsPool(new MemoryBudget(new PoisonedMemory(), limitBytes), pageBytes, CHAIN_LIMIT, pauses);
        this.unused = unused;
    }

    /** @return an empty pool, for its caller alone until {@link #end} */
    static SmallPool take() {
        SmallPool small = UNUSED.poll();
        return small == null ? new SmallPool(PAGE_BYTES, LIMIT_BYTES, UNUSED) : small;
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

    /** For the faster of two actors: lets the other catch up, at random, before it does anything. */
    SmallPool later() {
        Jitter.dwell();
        return this;
    }

    /** Stores what fills a slot for good. */
    void storePermanent(int bytes) {
        store(Payload.C, bytes);
        permanent++;
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

    /** The zspage in which an object is now. */
    int zspage(long handle) {
        return Location.zspage(pool.handles().load(Handle.slot(handle)));
    }

    /** Ends the use of this pool: at times checks all, and frees what is left. @return {@link #SOUND}, or what is wrong */
    String end(long... live) {
        String found = uses++ % USES_PER_CHECK == 0 ? check(live.length) : SOUND;
        for (long handle : live)
            if (!pool.free(handle))
                return "lost " + handle;
        if (found.equals(SOUND))
            unused.add(this);
        return found;
    }

    /** @param live objects that must be there. @return {@link #SOUND}, or what is wrong */
    String check(int live) {
        try {
            long waiting = pool.drainLimbo();
            PoolChecker.check(pool);
            long objects = pool.stats().objects - permanent;
            return waiting == 0 && objects == live ? SOUND : waiting + " slots in limbo, " + objects + " of " + live + " in use";
        }
        catch (ZsCorruptionException e) {
            return e.getMessage();
        }
    }
}
