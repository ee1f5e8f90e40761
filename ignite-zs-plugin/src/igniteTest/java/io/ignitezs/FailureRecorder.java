package io.ignitezs;

import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.failure.FailureContext;
import org.apache.ignite.failure.FailureHandler;
import org.apache.ignite.internal.util.typedef.X;

/** Writes down what a node's failure handler is told, and lets the node go on. */
public final class FailureRecorder implements FailureHandler {
    private final List<String> failures;

    /** @param failures gets them; thread-safe */
    public FailureRecorder(List<String> failures) {
        this.failures = failures;
    }

    @Override public boolean onFailure(Ignite node, FailureContext context) {
        failures.add(context + " " + (context.error() == null ? "" : X.getFullStackTrace(context.error())));
        return false;
    }
}
