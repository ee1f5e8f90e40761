package io.ignitezs.ignite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;

/**
 * What a cache must contain. Steps are made from a seed, so that another process can make the same ones; a value is made from
 * its key and the step that wrote it, so the model keeps one number for a key.
 */
public final class CacheModel {
    private static final int BATCH = 64;
    private static final int BATCHES_PER_CHECKPOINT = 100;
    private static final int GONE = 0;

    private final long seed;
    private final int[] writtenInStep;
    private int step;

    /** @param keys keys are 0..keys-1 */
    public CacheModel(long seed, int keys) {
        this.seed = seed;
        writtenInStep = new int[keys];
    }

    public int keys() {
        return writtenInStep.length;
    }

    /** Steps made so far. */
    public int steps() {
        return step;
    }

    /** Writes every key once. {@code cache} may be null, as in {@link #randomStep}. */
    public void load(IgniteCache<Integer, byte[]> cache) {
        step++;
        for (int from = 0; from < keys(); from += BATCH)
            put(cache, range(from, Math.min(keys(), from + BATCH)));
    }

    /**
     * As {@link #load(IgniteCache)}, with checkpoints in between: all pages of a small region may be dirty before Ignite begins one by
     * itself, and then it fails for want of a page to replace.
     */
    public void load(Ignite node, IgniteCache<Integer, byte[]> cache) throws IgniteCheckedException {
        step++;
        for (int from = 0; from < keys(); from += BATCH) {
            put(cache, range(from, Math.min(keys(), from + BATCH)));
            if (from % (BATCH * BATCHES_PER_CHECKPOINT) == 0)
                NodeHarness.checkpoint(node);
        }
    }

    /** Writes some keys, or removes them (one time in four). {@code cache} may be null, to catch up with another process. */
    public void randomStep(IgniteCache<Integer, byte[]> cache) {
        step++;
        Random random = new Random(seed + step);
        Set<Integer> batch = new TreeSet<>();
        while (batch.size() < Math.min(BATCH, keys()))
            batch.add(random.nextInt(keys()));
        if (random.nextInt(4) > 0)
            put(cache, batch);
        else
            remove(cache, batch);
    }

    /** Everything is gone, as after the cache was destroyed. */
    public void clear() {
        Arrays.fill(writtenInStep, GONE);
    }

    /** @return what differs, at most ten of it; empty if every key is as it must be, present or absent */
    public List<String> differences(IgniteCache<Integer, byte[]> cache) {
        return differences(cache, null);
    }

    /**
     * As {@link #differences(IgniteCache)}, where a key may also be as in another state of the same model: that of a step that
     * was not acknowledged.
     */
    public List<String> differences(IgniteCache<Integer, byte[]> cache, CacheModel orAsIn) {
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < keys() && differences.size() < 10; from += BATCH) {
            Set<Integer> batch = range(from, Math.min(keys(), from + BATCH));
            Map<Integer, byte[]> found = cache.getAll(batch);
            for (int key : batch)
                if (!isRight(key, found.get(key)) && (orAsIn == null || !orAsIn.isRight(key, found.get(key))))
                    differences.add(describe(key, found.get(key)));
        }
        return differences;
    }

    /** Whether that is what must be found, null for nothing. */
    boolean isRight(int key, byte[] found) {
        return writtenInStep[key] == GONE ? found == null : found != null && Arrays.equals(value(key, writtenInStep[key]), found);
    }

    private String describe(int key, byte[] found) {
        return "key " + key + ": expected " + (writtenInStep[key] == GONE ? "nothing" : "the value of step " + writtenInStep[key])
            + ", found " + (found == null ? "nothing" : found.length + " bytes of step " + stepOf(key, found))
            + " (seed " + seed + ')';
    }

    private String stepOf(int key, byte[] found) {
        for (int written = step; written > 0; written--)
            if (Arrays.equals(value(key, written), found))
                return Integer.toString(written);
        return "none";
    }

    private void put(IgniteCache<Integer, byte[]> cache, Collection<Integer> batch) {
        Map<Integer, byte[]> values = new TreeMap<>();
        for (int key : batch) {
            writtenInStep[key] = step;
            if (cache != null)
                values.put(key, value(key, step));
        }
        if (cache != null)
            cache.putAll(values);
    }

    private void remove(IgniteCache<Integer, byte[]> cache, Set<Integer> batch) {
        for (int key : batch)
            writtenInStep[key] = GONE;
        if (cache != null)
            cache.removeAll(batch);
    }

    private static Set<Integer> range(int from, int to) {
        Set<Integer> keys = new TreeSet<>();
        for (int key = from; key < to; key++)
            keys.add(key);
        return Collections.unmodifiableSet(keys);
    }

    /** Mostly small, some near a page, few longer than a page; half of the bytes compress. */
    private byte[] value(int key, int written) {
        Random random = new Random((seed * 31 + key) * 31 + written);
        int kind = random.nextInt(100);
        int leastBytes = kind < 90 ? 100 : kind < 98 ? 2000 : 6000;
        byte[] value = new byte[leastBytes + random.nextInt(Math.max(900, leastBytes))];
        random.nextBytes(value);
        Arrays.fill(value, value.length / 2, value.length, (byte)key);
        return value;
    }
}
