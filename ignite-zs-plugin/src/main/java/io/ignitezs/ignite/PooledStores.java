package io.ignitezs.ignite;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the pages of a store by cache group and partition, without a lock and without garbage: asked under Ignite's segment lock. The last store
 * that was made for a partition counts.
 */
final class PooledStores {
    /** Sorted; replaced as a whole, with {@link #partitions}, which are in the same order. */
    private static final class Groups {
        final int[] ids;
        final AtomicReferenceArray<?>[] partitions;

        Groups(int[] ids, AtomicReferenceArray<?>[] partitions) {
            this.ids = ids;
            this.partitions = partitions;
        }
    }

    private static final int MIN_PARTITIONS = 8;

    private volatile Groups groups = new Groups(new int[0], new AtomicReferenceArray<?>[0]);

    /** @return null if there is none */
    StorePages get(int groupId, int partition) {
        Groups now = groups;
        int at = Arrays.binarySearch(now.ids, groupId);
        int slot = slot(partition);
        return at >= 0 && slot < now.partitions[at].length() ? (StorePages)now.partitions[at].get(slot) : null;
    }

    synchronized void put(int groupId, int partition, StorePages pages) {
        int at = Arrays.binarySearch(groups.ids, groupId);
        if (at < 0)
            at = addGroup(-1 - at, groupId);
        if (slot(partition) >= groups.partitions[at].length())
            grow(at, slot(partition));
        set(groups.partitions[at], slot(partition), pages);
    }

    /** Does nothing if another store has taken its place. */
    synchronized void remove(int groupId, int partition, StorePages pages) {
        int at = Arrays.binarySearch(groups.ids, groupId);
        if (at >= 0 && get(groupId, partition) == pages)
            set(groups.partitions[at], slot(partition), null);
    }

    /** The index partition has the highest number that there can be: it comes first. */
    private static int slot(int partition) {
        return partition + 1 & 0xFFFF;
    }

    private int addGroup(int at, int groupId) {
        int[] ids = Arrays.copyOf(groups.ids, groups.ids.length + 1);
        System.arraycopy(groups.ids, at, ids, at + 1, groups.ids.length - at);
        ids[at] = groupId;
        AtomicReferenceArray<?>[] partitions = Arrays.copyOf(groups.partitions, ids.length);
        System.arraycopy(groups.partitions, at, partitions, at + 1, groups.partitions.length - at);
        partitions[at] = new AtomicReferenceArray<>(MIN_PARTITIONS);
        groups = new Groups(ids, partitions);
        return at;
    }

    private void grow(int at, int slot) {
        AtomicReferenceArray<?> old = groups.partitions[at];
        AtomicReferenceArray<Object> grown = new AtomicReferenceArray<>(Math.max(slot + 1, 2 * old.length()));
        for (int i = 0; i < old.length(); i++)
            grown.setPlain(i, old.get(i));
        AtomicReferenceArray<?>[] partitions = groups.partitions.clone();
        partitions[at] = grown;
        groups = new Groups(groups.ids, partitions);
    }

    @SuppressWarnings("unchecked")
    private static void set(AtomicReferenceArray<?> partitions, int slot, StorePages pages) {
        ((AtomicReferenceArray<StorePages>)partitions).set(slot, pages);
    }
}
