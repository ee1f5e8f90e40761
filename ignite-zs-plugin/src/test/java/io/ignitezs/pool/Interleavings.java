package io.ignitezs.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs all interleavings of a few actors, one after the other. Exactly one actor runs at a time, from one stop to the next; who goes on is
 * decided by a {@link Schedule}. Each schedule has a scenario of its own, so all begin alike. A failure names its schedule and the
 * steps it took, and {@link #replay} runs it again.
 */
public final class Interleavings implements AutoCloseable {
    private final List<Actor> actors = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final Thread main = Thread.currentThread();
    private final long stuckSeconds;
    private Schedule schedule;
    private int runnable;

    /** A bit for each actor that can only go on after another one has. */
    private int waiting;

    private Throwable failure;
    private volatile boolean done;
    private boolean stuck;

    /** @param stuckSeconds no schedule takes so long: what has not ended by then waits for something that will not happen */
    public Interleavings(long stuckSeconds) {
        this.stuckSeconds = stuckSeconds;
    }

    /** What actors do together, once. */
    public interface Scenario {
        /** Tasks by name, each for one actor, in order. */
        Map<String, Runnable> tasks();

        /** Checks what is left when all tasks have ended. */
        void finish();
    }

    /** How many schedules there were, and the most steps of one. */
    public static final class Explored {
        public final long schedules;
        public final int steps;

        Explored(long schedules, int steps) {
            this.schedules = schedules;
            this.steps = steps;
        }
    }

    /** Ends a task whose schedule has failed already. */
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super(null, null, false, false);
        }
    }

    /** Stops the actors of a pool at its places; not where a class is locked, since others would wait for that. */
    static PausePoints stops() {
        return new PausePoints() {
            @Override void at(Place place) {
                if (place != Place.WAITING)
                    Actor.pause(place);
            }
        };
    }

    /** Stops the calling actor at a place; does nothing on other threads. */
    public static void pause(Object place) {
        Actor.pause(place);
    }

    /**
     * Stops the calling actor where it cannot go on until another one has done something: it has the turn again when one has got further.
     * Does nothing on other threads.
     */
    public static void awaitOthers(Object place) {
        Actor.awaitOthers(place);
    }

    /** A task for each role that somebody has, named after it. */
    public static <R extends Enum<R>> Map<String, Runnable> tasks(Set<R> roles, Consumer<R> run) {
        Map<String, Runnable> tasks = new LinkedHashMap<>();
        for (R role : roles)
            tasks.put(role.name(), () -> run.accept(role));
        return tasks;
    }

    /**
     * Runs every schedule with at most so many preemptions.
     * @throws AssertionError with the steps of the first that fails
     */
    public Explored explore(Supplier<? extends Scenario> scenarios, int maxPreemptions) {
        schedule = new Schedule(maxPreemptions);
        long schedules = 0;
        int longest = 0;
        do {
            runOnce(scenarios.get());
            schedules++;
            longest = Math.max(longest, steps.size());
        } while (schedule.advance());
        return new Explored(schedules, longest);
    }

    /** Runs one schedule again. @param choices as a failure printed them */
    public void replay(Supplier<? extends Scenario> scenarios, String choices) {
        schedule = Schedule.parse(choices);
        runOnce(scenarios.get());
    }

    @Override public void close() {
        actors.forEach(Thread::interrupt);
    }

    /** An actor stops. @return whether it has to wait for its turn */
    boolean stopped(Actor actor) {
        waiting = 0;
        return giveTurn(actor, next(actor.index));
    }

    /** An actor cannot go on. @return whether it has to wait for its turn */
    boolean waits(Actor actor) {
        waiting |= 1 << actor.index;
        if ((runnable & ~waiting) == 0 && failure == null)
            failure = new AssertionError("all wait for each other");
        return giveTurn(actor, next(-1));
    }

    private static boolean giveTurn(Actor actor, Actor next) {
        if (next == actor)
            return false;
        next.giveTurn();
        return true;
    }

    boolean hasFailed() {
        return failure != null;
    }

    void run(Runnable task) {
        try {
            if (failure == null)
                task.run();
        }
        catch (Abandoned abandoned) {
            // Its schedule has failed elsewhere.
        }
        catch (Throwable thrown) {
            failure = thrown;
        }
    }

    void finished(Actor actor) {
        runnable &= ~(1 << actor.index);
        waiting = 0;
        if (runnable != 0)
            next(-1).giveTurn();
        else
            end();
    }

    private Actor next(int stopped) {
        Actor next = actors.get(choose(stopped));
        steps.add(next.position());
        return next;
    }

    private int choose(int stopped) {
        try {
            if (failure == null)
                return schedule.choose(runnable & ~waiting, stopped);
        }
        catch (AssertionError notTheSame) {
            failure = notTheSame;
        }
        return Integer.numberOfTrailingZeros(runnable);
    }

    private void end() {
        done = true;
        LockSupport.unpark(main);
    }

    private void runOnce(Scenario scenario) {
        if (stuck)
            throw new IllegalStateException("actors of an earlier schedule are still stuck");
        prepare(scenario.tasks());
        next(-1).giveTurn();
        awaitEnd();
        if (failure == null)
            check(scenario);
        if (failure != null)
            throw new AssertionError("schedule " + schedule + " fails: " + failure + "\n  " + String.join("\n  ", steps), failure);
    }

    private void prepare(Map<String, Runnable> tasks) {
        while (actors.size() < tasks.size())
            startActor();
        int index = 0;
        for (Map.Entry<String, Runnable> task : tasks.entrySet())
            actors.get(index++).prepare(task.getKey(), task.getValue());
        runnable = (1 << tasks.size()) - 1;
        waiting = 0;
        failure = null;
        done = false;
        steps.clear();
        schedule.rewind();
    }

    private void startActor() {
        Actor actor = new Actor(this, actors.size());
        actors.add(actor);
        actor.start();
    }

    private void check(Scenario scenario) {
        try {
            scenario.finish();
        }
        catch (Throwable thrown) {
            failure = thrown;
        }
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(stuckSeconds);
        while (!done && System.nanoTime() < deadline)
            LockSupport.parkNanos(this, deadline - System.nanoTime());
        if (!done)
            throw stuck();
    }

    private AssertionError stuck() {
        stuck = true;
        StringBuilder text = new StringBuilder("schedule ").append(schedule).append(" is stuck after\n  ");
        text.append(String.join("\n  ", new ArrayList<>(steps)));
        for (Actor actor : actors)
            for (StackTraceElement element : actor.getStackTrace())
                text.append("\n    ").append(actor.getName()).append(": ").append(element);
        return new AssertionError(text.toString());
    }
}
