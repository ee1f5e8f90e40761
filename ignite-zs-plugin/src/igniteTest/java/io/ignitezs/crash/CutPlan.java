package io.ignitezs.crash;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** At which of a node's file operations the power fails: right before or right after the n-th of a kind. Not thread-safe. */
final class CutPlan {
    static final CutPlan NEVER = new CutPlan(IoEvent.OTHER, Integer.MAX_VALUE, true);

    final IoEvent event;
    final boolean before;
    private int left;

    CutPlan(IoEvent event, int count, boolean before) {
        this.event = event;
        this.before = before;
        left = count;
    }

    /** Rare kinds are hit at one of the first, frequent ones anywhere. */
    static CutPlan random(Random random) {
        return random(random, EnumSet.complementOf(EnumSet.of(IoEvent.OTHER)));
    }

    /** One that a checkpoint comes to. */
    static CutPlan duringCheckpoint(Random random) {
        return random(random, EnumSet.of(IoEvent.START_MARKER, IoEvent.CHECKPOINT_WRITE, IoEvent.PAGE_SYNC, IoEvent.END_MARKER));
    }

    private static CutPlan random(Random random, Set<IoEvent> events) {
        IoEvent event = new ArrayList<>(events).get(random.nextInt(events.size()));
        return new CutPlan(event, 1 + random.nextInt(mostCount(event)), random.nextBoolean());
    }

    /** @return true once */
    boolean isDue(IoEvent happening) {
        return happening == event && --left == 0;
    }

    private static int mostCount(IoEvent event) {
        switch (event) {
            case WAL_WRITE:
            case PAGE_READ:
                return 400;
            case CHECKPOINT_WRITE:
            case WAL_SYNC:
                return 150;
            case REPLACEMENT_WRITE:
                return 100;
            case PAGE_SYNC:
                return 50;
            default:
                return 3;
        }
    }

    @Override public String toString() {
        return (before ? "before " : "after ") + event;
    }
}
