package io.ignitezs.plugin;

import io.ignitezs.ignite.PoolEnding;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The long operations that are going on at a node, for whoever wants to know how far they are. Ends them when the node stops, because it waits for its jobs, and when
 * the cluster is deactivated.
 */
final class Operations {
    private static final class Running {
        final String name;
        volatile double doneShare;

        Running(String name) {
            this.name = name;
        }
    }

    private final Queue<Running> running = new ConcurrentLinkedQueue<>();
    private final BooleanSupplier isStopping;
    private final BooleanSupplier isActive;

    /** @param isStopping whether the node is being stopped  @param isActive false as soon as its cluster is being deactivated */
    Operations(BooleanSupplier isStopping, BooleanSupplier isActive) {
        this.isStopping = isStopping;
        this.isActive = isActive;
    }

    List<ZsOperation> list() {
        return running.stream().map(one -> new ZsOperation(one.name, one.doneShare)).collect(Collectors.toList());
    }

    /**
     * @param progress  told what the operation tells, after it was noted here; may be null
     * @param operation gets whom to tell, which it does often: that is what ends it
     * @throws IllegalStateException if it has to end before it is done; says how far it came
     */
    <T> T run(String name, DoubleConsumer progress, Function<DoubleConsumer, T> operation) {
        Running one = new Running(name);
        boolean wasActive = isActive.getAsBoolean();
        running.add(one);
        try {
            return operation.apply(share -> {
                one.doneShare = share;
                if (progress != null)
                    progress.accept(share);
                checkNode(wasActive); // Last: who is told may take long.
            });
        }
        catch (PoolEnding e) {
            throw new IllegalStateException("Ended early [operation=" + new ZsOperation(name, one.doneShare) + ", reason=" + e.getMessage() + ']');
        }
        finally {
            running.remove(one);
        }
    }

    private void checkNode(boolean wasActive) {
        if (isStopping.getAsBoolean())
            throw new PoolEnding("The node stops");
        if (wasActive && !isActive.getAsBoolean())
            throw new PoolEnding("The cluster is deactivated");
    }
}
