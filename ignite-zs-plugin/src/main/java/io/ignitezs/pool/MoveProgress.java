package io.ignitezs.pool;

/** Told how far something long is, by the thread that does it, and often: ends it by throwing, which is passed on. */
public interface MoveProgress {
    /** Nobody wants to know. */
    MoveProgress NONE = (done, total) -> { };

    /**
     * @param done  steps done
     * @param total steps there are, as far as is known now
     */
    void report(long done, long total);
}
