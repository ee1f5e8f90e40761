package io.ignitezs.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Users that read rows and update them while something is done to the cluster. Each row they read must be as it was written last. */
final class Traffic {
    private static final int USERS = 2;

    /** Of a user between two operations: the processors are also for the nodes, which come and go. */
    private static final long PAUSE_NANOS = 2_000_000;

    /** Which must still be made when what was done has ended. */
    private static final int LEAST_OPERATIONS = 400;

    private final ClusterRows rows;
    private final SplittableRandom random;
    private long reads;
    private long updates;
    private long longestNanos;
    private boolean ending;
    private boolean failed;

    Traffic(ClusterRows rows, long seed) {
        this.rows = rows;
        random = new SplittableRandom(seed);
    }

    /** @throws WrongRowException if a user has read a wrong row; else what a user's operation or the action has thrown */
    void during(Action action) throws Exception {
        begin();
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        List<Future<?>> work = new ArrayList<>();
        try {
            for (int user = 0; user < USERS; user++)
                work.add(submit(users, user, random.split()));
            action.run();
            awaitOperations();
        }
        finally {
            end();
            users.shutdown();
            join(work);
        }
    }

    private Future<?> submit(ExecutorService users, int user, SplittableRandom choices) {
        return users.submit(() -> {
            work(user, choices);
            return null;
        });
    }

    synchronized long reads() {
        return reads;
    }

    synchronized long updates() {
        return updates;
    }

    synchronized double longestSeconds() {
        return longestNanos / 1e9;
    }

    /** One operation in three is an update. */
    private void work(int user, SplittableRandom choices) {
        try {
            while (!isEnding()) {
                int row = choices.nextInt(rows.count() / USERS) * USERS + user;
                boolean isUpdate = choices.nextInt(3) == 0;
                long begun = System.nanoTime();
                if (isUpdate)
                    rows.update(row);
                else
                    rows.read(row);
                count(isUpdate, System.nanoTime() - begun);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        catch (Throwable e) {
            fail();
            throw e;
        }
    }

    private synchronized void count(boolean isUpdate, long nanos) {
        if (isUpdate)
            updates++;
        else
            reads++;
        longestNanos = Math.max(longestNanos, nanos);
        notifyAll();
    }

    private synchronized void awaitOperations() throws InterruptedException {
        long enough = reads + updates + LEAST_OPERATIONS;
        while (reads + updates < enough && !failed)
            wait();
    }

    private synchronized void begin() {
        ending = false;
    }

    private synchronized void end() {
        ending = true;
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    private synchronized boolean isEnding() {
        return ending || failed;
    }

    private static void join(List<Future<?>> work) throws Exception {
        try {
            for (Future<?> user : work)
                user.get();
        }
        catch (ExecutionException e) {
            throw e.getCause() instanceof Exception ? (Exception)e.getCause() : e;
        }
    }

    /** What is done to the cluster. */
    interface Action {
        void run() throws Exception;
    }
}
