package io.ignitezs.crash;

import java.util.Random;

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

    /** Rare kinds are hit at one of the first, frequent ones anywhere. {@link IoEvent#OTHER}: at no operation, but at the end of the load. */
    static CutPlan random(Random random) {
        IoEvent event = IoEvent.values()[random.nextInt(IoEvent.values().length)];
        return new CutPlan(event, 1 + random.nextInt(mostCount(event)), random.nextBoolean());
    }

    /** @return true once */
    boolean isDue(IoEvent happening) {
        return event != IoEvent.OTHER && happening == event && --left == 0;
    }

    private static int mostCount(IoEvent event) {
        switch (event) {
            case CHECKPOINT_WRITE:
            case WAL_WRITE:
            case PAGE_READ:
                return 1000;
            case REPLACEMENT_WRITE:
            case WAL_SYNC:
                return 200;
            case PAGE_SYNC:
                return 100;
            default:
                return 4;
        }
    }

    @Override public String toString() {
        return (before ? "before " : "after ") + event;
    }
}
