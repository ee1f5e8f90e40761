package io.ignitezs.plugin.control;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says from time to time how far the long operations of nodes are, while somebody waits for them. */
final class ProgressLines implements AutoCloseable {
    static final long DEFAULT_INTERVAL_MILLIS = 2_000;

    private final Callable<ZsResult> question;
    private final Consumer<String> printer;
    private final long intervalMillis;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param question for {@link ZsOperationsArg} */
    ProgressLines(Callable<ZsResult> question, Consumer<String> printer) {
        this(question, printer, DEFAULT_INTERVAL_MILLIS);
    }

    ProgressLines(Callable<ZsResult> question, Consumer<String> printer, long intervalMillis) {
        this.question = question;
        this.printer = printer;
        this.intervalMillis = intervalMillis;
    }

    void start() {
        Thread thread = new Thread(this::run, "zs-progress");
        thread.setDaemon(true);
        thread.start();
    }

    /** Nothing is printed afterwards, whatever is asked at this moment. */
    @Override public synchronized void close() {
        closed.countDown();
    }

    /** Whoever cannot be asked is not asked again: what counts is the operation itself. */
    private void run() {
        try {
            while (!closed.await(intervalMillis, TimeUnit.MILLISECONDS))
                print(question.call().nodes());
        }
        catch (Exception e) {
            closed.countDown();
        }
    }

    private synchronized void print(List<ZsNodeResult> nodes) {
        if (closed.getCount() == 0)
            return;
        for (ZsNodeResult node : nodes)
            if (node.table() != null)
                node.table().rows().forEach(row -> printer.accept("Node " + node.consistentId() + ": " + row.get(0) + ' ' + row.get(1) + '%'));
    }
}
