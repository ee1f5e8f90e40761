package io.ignitezs.plugin;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The long operations that are going on at a node, for whoever wants to know how far they are. */
final class Operations {
    private static final class Running {
        final String name;
        volatile double doneShare;

        Running(String name) {
            this.name = name;
        }
    }

    private final Queue<Running> running = new ConcurrentLinkedQueue<>();

    List<ZsOperation> list() {
        return running.stream().map(one -> new ZsOperation(one.name, one.doneShare)).collect(Collectors.toList());
    }

    /**
     * @param progress  told what the operation tells, after it was noted here; may be null
     * @param operation gets whom to tell
     */
    <T> T run(String name, DoubleConsumer progress, Function<DoubleConsumer, T> operation) {
        Running one = new Running(name);
        running.add(one);
        try {
            return operation.apply(share -> {
                one.doneShare = share;
                if (progress != null)
                    progress.accept(share);
            });
        }
        finally {
            running.remove(one);
        }
    }
}
