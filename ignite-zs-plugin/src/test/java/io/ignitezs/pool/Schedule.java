package io.ignitezs.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * Which actor goes on at each stop: a path in the tree of all interleavings. Depth-first: {@link #advance} goes to the next path,
 * whose beginning is replayed. Going on with the actor that stopped comes first; going on with another one is a preemption.
 */
final class Schedule {
    private final int maxPreemptions;
    private final List<Choice> path = new ArrayList<>();
    private int depth;
    private int preemptions;

    /** @param maxPreemptions how often another actor may go on although the one that stopped could */
    Schedule(int maxPreemptions) {
        this.maxPreemptions = maxPreemptions;
    }

    /** A path that was printed by {@link #toString}; what follows it is free of preemptions. */
    static Schedule parse(String choices) {
        Schedule schedule = new Schedule(0);
        for (char actor : choices.toCharArray())
            schedule.path.add(new Choice(actor - '0', 0));
        return schedule;
    }

    /** Begins a run of the path. */
    void rewind() {
        depth = 0;
        preemptions = 0;
    }

    /**
     * Picks who goes on.
     * @param runnable a bit for each actor that can, at least one
     * @param stopped  the actor that has just stopped, -1 at the beginning
     */
    int choose(int runnable, int stopped) {
        boolean canGoOn = stopped >= 0 && (runnable & 1 << stopped) != 0;
        if (depth == path.size())
            path.add(first(canGoOn && preemptions == maxPreemptions ? 1 << stopped : runnable, canGoOn ? stopped : -1));
        Choice choice = path.get(depth++);
        if ((runnable & 1 << choice.actor) == 0)
            throw new AssertionError("not the same again: actor " + choice.actor + " cannot go on at step " + (depth - 1));
        if (canGoOn && choice.actor != stopped)
            preemptions++;
        return choice.actor;
    }

    /** Goes to the next path. @return false if this was the last one */
    boolean advance() {
        for (int last = path.size() - 1; last >= 0; last--) {
            Choice choice = path.remove(last);
            if (choice.left != 0) {
                int actor = Integer.numberOfTrailingZeros(choice.left);
                path.add(new Choice(actor, choice.left & ~(1 << actor)));
                return true;
            }
        }
        return false;
    }

    /** One digit for each choice. */
    @Override public String toString() {
        StringBuilder text = new StringBuilder();
        for (Choice choice : path)
            text.append(choice.actor);
        return text.toString();
    }

    private static Choice first(int allowed, int preferred) {
        int actor = preferred >= 0 ? preferred : Integer.numberOfTrailingZeros(allowed);
        return new Choice(actor, allowed & ~(1 << actor));
    }

    /** Who was picked, and who is left for later paths. */
    private static final class Choice {
        final int actor;
        final int left;

        Choice(int actor, int left) {
            this.actor = actor;
            this.left = left;
        }
    }
}
