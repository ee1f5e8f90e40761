package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.zspage.FullnessLists;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.SlotHeader;
import io.ignitezs.zspage.Zspages;
import java.util.BitSet;

/**
 * Walks a pool and checks its invariants. The pool must be quiet: no other call is running; movers are kept away meanwhile.
 * <pre>
 * P1  every live handle's location names an allocated slot, and that slot's header names the handle
 * P2  per zspage: allocated slots + free slots + limbo slots == objects per zspage
 * P3  a zspage stands on exactly one list: the one of its class and fullness group; none is isolated while nobody moves
 * P4  every frame is free, or belongs to exactly one zspage, as one of its frames now or one that it had and that waits for readers
 * P5  slab bytes + tables == bytes charged to the limit (tables of the pool's user are given by the caller)
 * P6  allocated slot bytes &lt;= frames in use * frameBytes
 * </pre>
 * P7 is the tier's.
 */
public final class PoolChecker {
    private final ZsPool pool;
    private final Zspages zspages;
    private final BitSet listed = new BitSet();
    private final BitSet framesSeen = new BitSet();
    private long slotBytes;
    private long allocatedSlots;
    private long liveHandles;

    private PoolChecker(ZsPool pool) {
        this.pool = pool;
        zspages = pool.zspages();
    }

    /** @throws ZsCorruptionException naming the invariant and the place */
    public static void check(ZsPool pool) {
        check(pool, 0);
    }

    /** @param otherBytes what the pool's user has charged to the same budget */
    public static void check(ZsPool pool, long otherBytes) {
        whileQuiet(pool, () -> new PoolChecker(pool).checkAll(otherBytes));
    }

    /** Runs a check while nothing is moved; others still have to be kept away by the caller. */
    public static void whileQuiet(ZsPool pool, Runnable check) {
        pool.movers().whileQuiet(check);
    }

    private void checkAll(long otherBytes) {
        checkHandles();
        for (ClassPool classPool : pool.classPools())
            classPool.locked(() -> checkLists(classPool));
        checkZspages();
        checkFrames();
        checkCharges(otherBytes);
    }

    /** The owner that was given when a live object was stored. */
    public static int owner(ZsPool pool, long handle) {
        long location = pool.handles().load(Handle.slot(handle));
        verify(Location.belongsTo(location, handle), "P7", "handle %x is not live", handle);
        return SlotHeader.owner(pool.zspages().header(Location.zspage(location), Location.slot(location)));
    }

    private void checkHandles() {
        for (int handleSlot = 1; handleSlot < pool.handles().end(); handleSlot++) {
            long location = pool.handles().load(handleSlot);
            if (Location.isLive(location))
                checkLocation(handleSlot, location);
        }
    }

    private void checkLocation(int handleSlot, long location) {
        int zspage = Location.zspage(location);
        int slot = Location.slot(location);
        verify(zspage > 0 && zspage < zspages.end() && zspages.isActive(zspage), "P1", "handle %d is in zspage %d", handleSlot, zspage);
        verify(slot < zspages.fresh(zspage), "P1", "handle %d is in slot %d of zspage %d", handleSlot, slot, zspage);
        long header = zspages.header(zspage, slot);
        verify(SlotHeader.state(header) == SlotHeader.LIVE && SlotHeader.handleSlot(header) == handleSlot,
            "P1", "handle %d is in slot %d of zspage %d, whose header is %x", handleSlot, slot, zspage, header);
        liveHandles++;
    }

    private void checkLists(ClassPool classPool) {
        SizeClass sizeClass = classPool.sizeClass();
        FullnessLists lists = classPool.lists();
        for (int group = 0; group < FullnessLists.GROUPS; group++) {
            int count = 0;
            int previous = 0;
            for (int zspage = lists.head(group); zspage != 0; zspage = lists.next(zspage)) {
                checkListed(zspage, sizeClass, group);
                verify(lists.previous(zspage) == previous, "P3", "zspage %d links back to %d", zspage, lists.previous(zspage));
                previous = zspage;
                count++;
            }
            verify(count == lists.count(group), "P3", "class %d group %d has %d", sizeClass.slotBytes(), group, count);
        }
    }

    private void checkListed(int zspage, SizeClass sizeClass, int group) {
        verify(!listed.get(zspage), "P3", "zspage %d is on two lists", zspage);
        listed.set(zspage);
        verify(zspages.isListed(zspage, sizeClass), "P3", "zspage %d is on a list of class %d", zspage,
            sizeClass.slotBytes());
        int expected = FullnessLists.group(zspages.occupied(zspage), sizeClass.objects());
        verify(group == expected, "P3", "zspage %d is in group %d, not %d", zspage, group, expected);
    }

    private void checkZspages() {
        for (int zspage = 1; zspage < zspages.end(); zspage++)
            if (zspages.isActive(zspage))
                checkZspage(zspage, zspages.sizeClass(zspage));
        verify(listed.cardinality() == zspages.count(), "P3", "%d zspages on lists, %d exist", listed.cardinality(), zspages.count());
        verify(allocatedSlots == liveHandles, "P1", "%d slots allocated, %d handles live", allocatedSlots, liveHandles);
    }

    private void checkZspage(int zspage, SizeClass sizeClass) {
        verify(listed.get(zspage), "P3", "zspage %d is on no list", zspage);
        int free = countList(zspage, zspages.firstFreeSlot(zspage), SlotHeader.FREE) + sizeClass.objects() - zspages.fresh(zspage);
        int limbo = countList(zspage, zspages.firstLimboSlot(zspage), SlotHeader.LIMBO);
        int allocated = 0;
        for (int slot = 0; slot < zspages.fresh(zspage); slot++)
            if (SlotHeader.state(zspages.header(zspage, slot)) == SlotHeader.LIVE)
                allocated++;
        verify(allocated + free + limbo == sizeClass.objects(), "P2", "zspage %d: %d allocated, %d free, %d in limbo of %d",
            zspage, allocated, free, limbo, sizeClass.objects());
        verify(allocated == zspages.inUse(zspage) && limbo == zspages.limbo(zspage), "P2", "zspage %d counts %d and %d, has %d and %d",
            zspage, zspages.inUse(zspage), zspages.limbo(zspage), allocated, limbo);
        allocatedSlots += allocated;
        slotBytes += (long)allocated * sizeClass.slotBytes();
        for (int index = 0; index < sizeClass.frames(); index++)
            checkFrame(zspage, zspages.frame(zspage, index));
    }

    private int countList(int zspage, int first, int state) {
        int count = 0;
        int objects = zspages.sizeClass(zspage).objects();
        for (int slot = first; slot != SlotHeader.LAST; slot = SlotHeader.nextSlot(zspages.header(zspage, slot))) {
            verify(slot < objects && ++count <= objects, "P2", "zspage %d: list of slots leads to %d", zspage, slot);
            int found = SlotHeader.state(zspages.header(zspage, slot));
            verify(found == state, "P2", "zspage %d slot %d is on list %d, in state %d", zspage, slot, state, found);
        }
        return count;
    }

    private void checkRetired(int zspage, int frame) {
        verify(zspages.isActive(zspage) && zspages.hasRetired(zspage), "P4", "zspage %d does not know of its old frame %d", zspage, frame);
        checkFrame(zspage, frame);
    }

    private void checkFrame(int zspage, int frame) {
        FrameArena arena = pool.arena();
        verify(!framesSeen.get(frame), "P4", "frame %d belongs to two zspages, one is %d", frame, zspage);
        framesSeen.set(frame);
        verify(arena.isUsable(frame) && !arena.isFree(frame), "P4", "frame %d of zspage %d is not in use", frame, zspage);
        verify(arena.owner(frame) == zspage, "P4", "frame %d of zspage %d belongs to %d", frame, zspage, arena.owner(frame));
    }

    private void checkFrames() {
        pool.retired().forEach(this::checkRetired);
        long free = 0;
        for (int frame = 0; frame < pool.arena().end(); frame = pool.arena().slabEnd(frame))
            free += checkSlab(frame);
        verify(free == pool.arena().freeFrames(), "P4", "%d frames free, %d counted", free, pool.arena().freeFrames());
    }

    /** @return free frames of a slab, of which the usable ones come first */
    private long checkSlab(int first) {
        FrameArena arena = pool.arena();
        long free = 0;
        for (int frame = first; frame < arena.slabEnd(first) && arena.isUsable(frame); frame++) {
            verify(arena.isFree(frame) != framesSeen.get(frame), "P4", "frame %d is lost or free and in use", frame);
            free += arena.isFree(frame) ? 1 : 0;
        }
        return free;
    }

    private void checkCharges(long otherBytes) {
        long charged = pool.budget().usedBytes();
        long held = pool.arena().bytes() + pool.tableBytes() + otherBytes;
        verify(charged == held, "P5", "%d bytes charged, %d held", charged, held);
        verify(charged <= pool.budget().limitBytes(), "P5", "%d bytes charged of %d", charged, pool.budget().limitBytes());
        long inUse = (pool.arena().usableFrames() - pool.arena().freeFrames()) * pool.arena().frameBytes();
        verify(slotBytes <= inUse, "P6", "%d bytes of slots in %d bytes of frames", slotBytes, inUse);
    }

    private static void verify(boolean holds, String invariant, String format, Object... values) {
        if (!holds)
            throw new ZsCorruptionException(invariant + " is broken: " + String.format(format, values));
    }
}
