package io.ignitezs.zspage;

/**
 * The zspages of one class, listed by how full they are: group 0 is empty, group g of 1..10 is [10(g-1), 10g) percent, group 11
 * has no free slot. Links run through the descriptors. Guarded by the lock of the class.
 */
public final class FullnessLists {
    public static final int GROUPS = 12;
    public static final int FULL = GROUPS - 1;

    private final Zspages zspages;
    private final int objects;
    private final int[] heads = new int[GROUPS];
    private final int[] tails = new int[GROUPS];
    private final int[] counts = new int[GROUPS];

    public FullnessLists(Zspages zspages, SizeClass sizeClass) {
        this.zspages = zspages;
        objects = sizeClass.objects();
    }

    /** @param occupied slots that cannot be handed out */
    public static int group(int occupied, int objects) {
        if (occupied == 0)
            return 0;
        return occupied == objects ? FULL : occupied * 10 / objects + 1;
    }

    /** Lists a zspage that is on no list, as the first of its group. */
    public void insert(int zspage) {
        int group = group(zspages.occupied(zspage), objects);
        link(0, zspage, heads[group], group);
    }

    /** Lists a zspage that is on no list, as the last of its group: others are to be chosen before it. */
    public void insertLast(int zspage) {
        int group = group(zspages.occupied(zspage), objects);
        link(tails[group], zspage, 0, group);
    }

    /** Moves a zspage to the list of its group now. @param occupiedBefore slots occupied when it was listed */
    public void relist(int zspage, int occupiedBefore) {
        if (group(occupiedBefore, objects) == group(zspages.occupied(zspage), objects))
            return;
        remove(zspage, occupiedBefore);
        insert(zspage);
    }

    /** Takes a zspage off its list. @param occupiedBefore slots occupied when it was listed */
    public void remove(int zspage, int occupiedBefore) {
        int group = group(occupiedBefore, objects);
        long descriptor = zspages.descriptor(zspage);
        int next = Descriptor.next(descriptor);
        int previous = Descriptor.previous(descriptor);
        if (next != 0)
            Descriptor.previous(zspages.descriptor(next), previous);
        else
            tails[group] = previous;
        if (previous != 0)
            Descriptor.next(zspages.descriptor(previous), next);
        else
            heads[group] = next;
        counts[group]--;
    }

    /** The fullest zspage that has a free slot, or 0. */
    public int fullestWithRoom() {
        for (int group = FULL - 1; group >= 0; group--)
            if (heads[group] != 0)
                return heads[group];
        return 0;
    }

    /** A zspage of the emptiest group that has a slot in use and a free one, or 0. Passes over those in which everything waits for readers. */
    public int emptiestInUse() {
        for (int group = 1; group < FULL; group++)
            for (int zspage = heads[group]; zspage != 0; zspage = next(zspage))
                if (zspages.inUse(zspage) > 0)
                    return zspage;
        return 0;
    }

    /** The first zspage of a group, or 0. */
    public int head(int group) {
        return heads[group];
    }

    /** The zspage after another in its group, or 0. */
    public int next(int zspage) {
        return Descriptor.next(zspages.descriptor(zspage));
    }

    public int previous(int zspage) {
        return Descriptor.previous(zspages.descriptor(zspage));
    }

    /** Zspages of a group. */
    public int count(int group) {
        return counts[group];
    }

    private void link(int previous, int zspage, int next, int group) {
        long descriptor = zspages.descriptor(zspage);
        Descriptor.previous(descriptor, previous);
        Descriptor.next(descriptor, next);
        if (previous != 0)
            Descriptor.next(zspages.descriptor(previous), zspage);
        else
            heads[group] = zspage;
        if (next != 0)
            Descriptor.previous(zspages.descriptor(next), zspage);
        else
            tails[group] = zspage;
        counts[group]++;
    }
}
