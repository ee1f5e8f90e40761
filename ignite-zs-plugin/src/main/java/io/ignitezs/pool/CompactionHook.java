package io.ignitezs.pool;

/**
 * Follows compaction. Called by the thread that compacts, outside all locks that readers, writers and freers take; whoever is called must not
 * wait for long. It may read, store and free; moving anything, resizing and closing are refused. What it throws is counted and otherwise ignored.
 */
public interface CompactionHook {
    /**
     * A zspage is about to be emptied.
     * @param zspage  its number
     * @param objects it holds, about
     */
    default void beforeCompaction(int zspage, int objects) {
    }

    /**
     * The attempt has ended.
     * @param movedObjects objects that are elsewhere now
     * @param movedBytes   what was copied for them
     */
    default void afterCompaction(int zspage, int movedObjects, long movedBytes, MoveOutcome outcome) {
    }
}
