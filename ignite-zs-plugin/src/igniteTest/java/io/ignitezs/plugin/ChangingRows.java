package io.ignitezs.plugin;

import io.ignitezs.ignite.CacheModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.IgniteCache;

/** A thread that changes the rows of a cache and compares them with a model, again and again, until it is ended or a row is wrong. */
final class ChangingRows {
    private static final int STEPS_PER_COMPARISON = 50;

    private final IgniteCache<Integer, byte[]> cache;
    private final CacheModel model;
    private final CompletableFuture<List<String>> differences = new CompletableFuture<>();
    private volatile boolean ending;
    private volatile int comparisons;

    private ChangingRows(IgniteCache<Integer, byte[]> cache, CacheModel model) {
        this.cache = cache;
        this.model = model;
    }

    static ChangingRows begin(IgniteCache<Integer, byte[]> cache, CacheModel model) {
        ChangingRows rows = new ChangingRows(cache, model);
        new Thread(rows::run, "changing-rows").start();
        return rows;
    }

    /** How often all rows have been compared. */
    int comparisons() {
        return comparisons;
    }

    boolean hasEnded() {
        return differences.isDone();
    }

    /** @return what was wrong in the last comparison, which is made after the last change */
    List<String> end() {
        ending = true;
        return differences.join();
    }

    private void run() {
        try {
            List<String> found = List.of();
            while (!ending && found.isEmpty()) {
                for (int step = 0; step < STEPS_PER_COMPARISON; step++)
                    model.randomStep(cache);
                found = model.differences(cache);
                comparisons++;
            }
            differences.complete(found);
        }
        catch (Throwable e) {
            differences.completeExceptionally(e);
        }
    }
}
