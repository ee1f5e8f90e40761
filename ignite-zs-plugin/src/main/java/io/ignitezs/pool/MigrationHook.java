package io.ignitezs.pool;

/**
 * Follows migration. Called by the thread that migrates, outside all locks that readers, writers and freers take; whoever is called must not
 * wait for long. It may read, store and free; moving anything, resizing and closing are refused. What it throws is counted and otherwise ignored.
 */
public interface MigrationHook {
    /**
     * Frames of a zspage are about to be moved.
     * @param zspage its number
     * @param frames how many: all that it has, or one
     */
    default void beforeMigration(int zspage, int frames) {
    }

    /**
     * The attempt has ended.
     * @param movedFrames frames whose content is elsewhere now: all of them, or 0
     */
    default void afterMigration(int zspage, int movedFrames, MoveOutcome outcome) {
    }
}
