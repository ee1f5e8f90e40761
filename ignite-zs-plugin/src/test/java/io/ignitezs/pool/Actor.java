package io.ignitezs.pool;

import java.util.concurrent.locks.LockSupport;

/** A thread of a test that runs only while it has the turn. It runs one task after the other, and stops where the task says so. */
final class Actor extends Thread {
    /** Looks at the turn so often before it parks: the others' steps are short. */
    private static final int SPINS = 200;

    private final Interleavings interleavings;
    final int index;
    private volatile boolean hasTurn;
    private String name;
    private Runnable task;
    private Object place;

    Actor(Interleavings interleavings, int index) {
        this.interleavings = interleavings;
        this.index = index;
        setDaemon(true);
        setName("actor " + index);
    }

    /** Stops the calling actor at a place; does nothing on other threads. */
    static void pause(Object place) {
        Thread thread = Thread.currentThread();
        if (thread instanceof Actor)
            ((Actor)thread).stop(place, false);
    }

    /** Stops the calling actor until another one has got further; does nothing on other threads. */
    static void awaitOthers(Object place) {
        Thread thread = Thread.currentThread();
        if (thread instanceof Actor)
            ((Actor)thread).stop(place, true);
    }

    /** Gives it a task, at whose beginning it stands until it has the turn. The actor must be between two tasks. */
    void prepare(String taskName, Runnable newTask) {
        name = taskName;
        task = newTask;
        place = "begin";
    }

    /** Where it stands: the name of its task and the place. */
    String position() {
        return name + " @ " + place;
    }

    void giveTurn() {
        hasTurn = true;
        LockSupport.unpark(this);
    }

    @Override public void run() {
        while (awaitTurn()) {
            interleavings.run(task);
            interleavings.finished(this);
        }
    }

    private void stop(Object newPlace, boolean waits) {
        place = newPlace;
        if (!interleavings.hasFailed() && (waits ? interleavings.waits(this) : interleavings.stopped(this)))
            awaitTurn();
        if (interleavings.hasFailed() || isInterrupted())
            throw new Interleavings.Abandoned();
    }

    /** @return false if the thread was interrupted: there is nothing more to do */
    private boolean awaitTurn() {
        for (int spin = 0; spin < SPINS && !hasTurn; spin++)
            Thread.onSpinWait();
        while (!hasTurn && !isInterrupted())
            LockSupport.park(this);
        boolean had = hasTurn;
        hasTurn = false;
        return had;
    }
}
