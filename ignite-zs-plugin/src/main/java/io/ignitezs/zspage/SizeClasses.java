package io.ignitezs.zspage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The size classes for one page size and chain limit, and the one function that says which class a payload belongs to.
 * The frames of a zspage are as few as waste the fewest bytes at its tail; classes with equal geometry are merged into the largest.
 * Idea: Linux mm/zsmalloc.c; the smallest step is 16 bytes, so that no header and no first byte of a payload straddles frames.
 */
public final class SizeClasses {
    private static final int MIN_SLOT_BYTES = 32;
    private static final int MIN_STEP_BYTES = 16;
    private static final int STEPS_PER_PAGE = 256;

    public static final int MIN_CHAIN_LIMIT = 4;
    public static final int MAX_CHAIN_LIMIT = 16;

    private final int stepBytes;
    private final SizeClass[] classes;

    /** By steps above the smallest slot. */
    private final SizeClass[] byStep;

    /**
     * @param pageBytes  1, 2, 4, 8 or 16 KiB
     * @param chainLimit frames of a zspage at most, 4..16
     */
    public SizeClasses(int pageBytes, int chainLimit) {
        checkArguments(pageBytes, chainLimit);
        stepBytes = Math.max(MIN_STEP_BYTES, pageBytes / STEPS_PER_PAGE);
        int steps = (pageBytes - MIN_SLOT_BYTES + stepBytes - 1) / stepBytes + 1;
        int[] slotBytes = mergedSlotBytes(pageBytes, chainLimit, steps);
        classes = distinctClasses(slotBytes, pageBytes, chainLimit);
        byStep = new SizeClass[steps];
        int next = 0;
        for (int step = 0; step < steps; step++) {
            if (slotBytes[step] != classes[next].slotBytes())
                next++;
            byStep[step] = classes[next];
        }
    }

    private static void checkArguments(int pageBytes, int chainLimit) {
        if (pageBytes < 1024 || pageBytes > 16384 || Integer.bitCount(pageBytes) != 1)
            throw new IllegalArgumentException("pageBytes must be 1024, 2048, 4096, 8192 or 16384: " + pageBytes);
        if (chainLimit < MIN_CHAIN_LIMIT || chainLimit > MAX_CHAIN_LIMIT)
            throw new IllegalArgumentException("chainLimit must be 4..16: " + chainLimit);
    }

    /** The class of a payload, header allowed for. @param payloadBytes 1..pageBytes */
    public SizeClass of(int payloadBytes) {
        int step = (payloadBytes + SlotHeader.BYTES - MIN_SLOT_BYTES + stepBytes - 1) / stepBytes;
        return byStep[Math.max(0, Math.min(step, byStep.length - 1))];
    }

    /** @param index 0..count-1 */
    public SizeClass get(int index) {
        return classes[index];
    }

    public int count() {
        return classes.length;
    }

    /** The slot size of each step after merging: a step takes the slot of the next larger one if their geometry is the same. */
    private static int[] mergedSlotBytes(int pageBytes, int chainLimit, int steps) {
        int stepBytes = Math.max(MIN_STEP_BYTES, pageBytes / STEPS_PER_PAGE);
        int[] merged = new int[steps];
        for (int step = steps - 1; step >= 0; step--) {
            int slot = Math.min(MIN_SLOT_BYTES + step * stepBytes, pageBytes);
            boolean same = step < steps - 1 && sameGeometry(slot, merged[step + 1], pageBytes, chainLimit);
            merged[step] = same ? merged[step + 1] : slot;
        }
        return merged;
    }

    private static boolean sameGeometry(int slot, int other, int pageBytes, int chainLimit) {
        int frames = chainFrames(slot, pageBytes, chainLimit);
        return frames == chainFrames(other, pageBytes, chainLimit) && frames * pageBytes / slot == frames * pageBytes / other;
    }

    private static SizeClass[] distinctClasses(int[] slotBytes, int pageBytes, int chainLimit) {
        List<Integer> distinct = new ArrayList<>();
        for (int slot : slotBytes)
            if (distinct.isEmpty() || distinct.get(distinct.size() - 1) != slot)
                distinct.add(slot);
        Collections.sort(distinct);
        SizeClass[] result = new SizeClass[distinct.size()];
        for (int index = 0; index < result.length; index++) {
            int slot = distinct.get(index);
            result[index] = new SizeClass(index, slot, chainFrames(slot, pageBytes, chainLimit), pageBytes);
        }
        return result;
    }

    /** The fewest frames that leave the fewest bytes unused behind the last slot. */
    private static int chainFrames(int slotBytes, int pageBytes, int chainLimit) {
        if (Integer.bitCount(slotBytes) == 1)
            return 1;
        int best = 1;
        for (int frames = 2; frames <= chainLimit; frames++)
            if (frames * pageBytes % slotBytes < best * pageBytes % slotBytes)
                best = frames;
        return best;
    }
}
