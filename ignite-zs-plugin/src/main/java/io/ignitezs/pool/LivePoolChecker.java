package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.zspage.FullnessLists;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.SlotHeader;
import io.ignitezs.zspage.Zspages;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Checks a pool that is in use, one place at a time and each under the lock that keeps it still: others hardly notice. Of the invariants of
 * {@link PoolChecker}, those that one place can tell; what is just being moved is passed over.
 * <pre>
 * P1  a handle, under the read lock of the zspage that it leads to
 * P2  P3  P4  a zspage that is on a list, under the lock of its class: its slots, its neighbours on the list, its frames
 * P5  bytes charged == bytes held, at some moment: both move on while they are added up
 * </pre>
 */
public final class LivePoolChecker {
    /** Additions while a pool grows and shrinks hardly ever miss each other so often. */
    private static final int MAX_SUMS = 100_000;

    private static final int STEPS_PER_REPORT = 1 << 10;

    private final ZsPool pool;
    private final Zspages zspages;
    private final Consumer<String> problems;
    private long checkedZspages;

    private LivePoolChecker(ZsPool pool, Consumer<String> problems) {
        this.pool = pool;
        zspages = pool.zspages();
        this.problems = problems;
    }

    /**
     * @param otherBytes what the pool's user has charged to the same budget
     * @param problems   told of each: the invariant that is broken, and the place
     * @param progress   told from time to time; ends it by throwing
     * @return zspages that were checked
     * @throws IllegalStateException if the pool is closed
     */
    public static long check(ZsPool pool, LongSupplier otherBytes, Consumer<String> problems, MoveProgress progress) {
        pool.movers().checkOpen();
        LivePoolChecker checker = new LivePoolChecker(pool, problems);
        checker.checkAll(progress);
        checker.checkCharges(otherBytes);
        return checker.checkedZspages;
    }

    /** Whether an object is live and was stored for this owner. Others may move and free it meanwhile. */
    public static boolean isOwner(ZsPool pool, long handle, int owner) {
        long location = pool.handles().load(Handle.slot(handle));
        while (Location.belongsTo(location, handle)) {
            int zspage = Location.zspage(location);
            ZspageLock.lockRead(ZspageLock.of(pool.zspages(), zspage));
            long again = pool.handles().load(Handle.slot(handle));
            boolean owns = again == location && SlotHeader.owner(pool.zspages().header(zspage, Location.slot(location))) == owner;
            pool.endRead(zspage);
            if (again == location)
                return owns;
            location = again;
        }
        return false;
    }

    private void checkAll(MoveProgress progress) {
        int handles = pool.handles().end();
        int end = zspages.end();
        for (int handle = 1; handle < handles; handle++) {
            checkHandle(handle);
            report(progress, handle, handles + end);
        }
        for (int zspage = 1; zspage < end; zspage++) {
            checkZspage(zspage);
            report(progress, handles + zspage, handles + end);
        }
    }

    private static void report(MoveProgress progress, int done, int total) {
        if (done % STEPS_PER_REPORT == 0)
            progress.report(done, total);
    }

    /** What is wrong must be so while the handle leads there. */
    private void checkHandle(int handleSlot) {
        long location = pool.handles().load(handleSlot);
        if (!Location.isLive(location))
            return;
        String problem = zspages.exists(Location.zspage(location)) ? problemAt(handleSlot, location) : "leads to no zspage";
        if (problem != null && pool.handles().load(handleSlot) == location)
            problems.accept("P1 is broken: handle " + handleSlot + ' ' + problem + " [location=" + Long.toHexString(location) + ']');
    }

    /** @return null if nothing is wrong, or the handle leads elsewhere by now */
    private String problemAt(int handleSlot, long location) {
        int zspage = Location.zspage(location);
        ZspageLock.lockRead(ZspageLock.of(zspages, zspage));
        try {
            if (pool.handles().load(handleSlot) != location)
                return null;
            if (!zspages.isActive(zspage) || Location.slot(location) >= zspages.sizeClass(zspage).objects())
                return "leads to no slot that is in use";
            long header = zspages.header(zspage, Location.slot(location));
            boolean named = SlotHeader.state(header) == SlotHeader.LIVE && SlotHeader.handleSlot(header) == handleSlot;
            return named || pool.handles().load(handleSlot) != location ? null : "leads to a slot of another, header " + Long.toHexString(header);
        }
        catch (RuntimeException e) {
            return "leads where nothing can be: " + e.getMessage();
        }
        finally {
            pool.endRead(zspage);
        }
    }

    private void checkZspage(int zspage) {
        ClassPool classPool = pool.classPools()[zspages.classIndexHint(zspage)];
        classPool.locked(() -> {
            if (zspages.isListed(zspage, classPool.sizeClass()))
                checkListed(zspage, classPool);
        });
    }

    private void checkListed(int zspage, ClassPool classPool) {
        checkedZspages++;
        try {
            checkNeighbours(zspage, classPool);
            checkSlots(zspage, classPool.sizeClass());
            checkFrames(zspage, classPool.sizeClass());
        }
        catch (RuntimeException e) {
            problems.accept("P2 is broken: zspage " + zspage + " leads where nothing can be: " + e.getMessage());
        }
    }

    private void checkNeighbours(int zspage, ClassPool classPool) {
        FullnessLists lists = classPool.lists();
        int group = FullnessLists.group(zspages.occupied(zspage), classPool.sizeClass().objects());
        int previous = lists.previous(zspage);
        int next = lists.next(zspage);
        verify(previous == 0 ? lists.head(group) == zspage : lists.next(previous) == zspage, "P3", zspage, "is not what zspage " + previous + " leads to");
        verify(next == 0 || lists.previous(next) == zspage, "P3", zspage, "is not what zspage " + next + " leads back to");
    }

    private void checkSlots(int zspage, SizeClass sizeClass) {
        int free = count(zspage, zspages.firstFreeSlot(zspage), SlotHeader.FREE) + sizeClass.objects() - zspages.fresh(zspage);
        int limbo = count(zspage, zspages.firstLimboSlot(zspage), SlotHeader.LIMBO);
        int allocated = 0;
        for (int slot = 0; slot < zspages.fresh(zspage); slot++)
            allocated += isAllocated(zspages.header(zspage, slot)) ? 1 : 0;
        verify(allocated + free + limbo == sizeClass.objects() && allocated == zspages.inUse(zspage) && limbo == zspages.limbo(zspage), "P2", zspage,
            "has " + allocated + " slots allocated, " + free + " free, " + limbo + " in limbo of " + sizeClass.objects() + "; counts "
                + zspages.inUse(zspage) + " and " + zspages.limbo(zspage));
    }

    /** A slot whose object is just being written is one too. */
    private static boolean isAllocated(long header) {
        return SlotHeader.state(header) == SlotHeader.LIVE || SlotHeader.state(header) == SlotHeader.RESERVED;
    }

    /** @return slots on a list; more than there can be if it leads round or elsewhere */
    private int count(int zspage, int first, int state) {
        int objects = zspages.sizeClass(zspage).objects();
        int count = 0;
        for (int slot = first; slot != SlotHeader.LAST && count <= objects; slot = SlotHeader.nextSlot(zspages.header(zspage, slot)), count++)
            if (slot >= objects || SlotHeader.state(zspages.header(zspage, slot)) != state)
                return objects + 1;
        return count;
    }

    private void checkFrames(int zspage, SizeClass sizeClass) {
        FrameArena arena = pool.arena();
        for (int index = 0; index < sizeClass.frames(); index++) {
            int frame = zspages.frame(zspage, index);
            verify(arena.isUsable(frame) && !arena.isFree(frame) && arena.owner(frame) == zspage, "P4", zspage, "has frame " + frame + " of zspage "
                + arena.ownerHint(frame));
        }
    }

    private void checkCharges(LongSupplier otherBytes) {
        for (int sums = 0; sums < MAX_SUMS; sums++) {
            if (pool.budget().usedBytes() == pool.arena().bytes() + pool.tableBytes() + otherBytes.getAsLong())
                return;
            Thread.onSpinWait();
        }
        problems.accept("P5 is broken: " + pool.budget().usedBytes() + " bytes charged, "
            + (pool.arena().bytes() + pool.tableBytes() + otherBytes.getAsLong()) + " held");
    }

    private void verify(boolean holds, String invariant, int zspage, String otherwise) {
        if (!holds)
            problems.accept(invariant + " is broken: zspage " + zspage + ' ' + otherwise);
    }
}
