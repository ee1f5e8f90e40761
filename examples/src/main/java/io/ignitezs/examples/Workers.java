package io.ignitezs.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs one task on several threads. */
final class Workers {
    private Workers() {
    }

    /** Returns when all have ended; throws what the first of them threw. */
    static void run(int threads, Task task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                int number = worker;
                futures.add(executor.submit(() -> {
                    task.run(number);
                    return null;
                }));
            }
            for (Future<?> future : futures)
                future.get();
        }
        catch (ExecutionException e) {
            throw e.getCause() instanceof Exception ? (Exception)e.getCause() : e;
        }
        finally {
            executor.shutdownNow();
        }
    }

    /** What each thread does. */
    interface Task {
        void run(int worker) throws Exception;
    }
}
