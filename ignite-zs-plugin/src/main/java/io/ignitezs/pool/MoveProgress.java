package io.ignitezs.pool;

/** Told how far a long compaction is, by the thread that does it. */
public interface MoveProgress {
    /**
     * @param done  steps done
     * @param total steps there are, as far as is known now
     */
    void report(long done, long total);
}
