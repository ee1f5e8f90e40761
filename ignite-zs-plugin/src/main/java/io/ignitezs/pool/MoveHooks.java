package io.ignitezs.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls hooks. Whatever they throw, also an {@code Error}, stays here: it is theirs, and movers are in the middle of something. */
final class MoveHooks {
    final List<CompactionHook> ofCompaction = new CopyOnWriteArrayList<>();
    final List<MigrationHook> ofMigration = new CopyOnWriteArrayList<>();

    void beforeCompaction(int zspage, int objects, MoveCounts counts) {
        for (CompactionHook hook : ofCompaction)
            call(() -> hook.beforeCompaction(zspage, objects), counts);
    }

    void afterCompaction(MoveBatch batch, MoveOutcome outcome, MoveCounts counts) {
        for (CompactionHook hook : ofCompaction)
            call(() -> hook.afterCompaction(batch.source, batch.movedObjects, batch.movedBytes, outcome), counts);
    }

    void beforeMigration(FrameMove move, MoveCounts counts) {
        for (MigrationHook hook : ofMigration)
            call(() -> hook.beforeMigration(move.zspage, move.frameCount()), counts);
    }

    void afterMigration(FrameMove move, MoveOutcome outcome, MoveCounts counts) {
        int movedFrames = outcome == MoveOutcome.MOVED ? move.frameCount() : 0;
        for (MigrationHook hook : ofMigration)
            call(() -> hook.afterMigration(move.zspage, movedFrames, outcome), counts);
    }

    private static void call(Runnable hook, MoveCounts counts) {
        try {
            hook.run();
        }
        catch (Throwable e) {
            counts.hookFailures++;
        }
    }
}
