package io.ignitezs.examples;

import java.io.PrintStream;

/** Where a run prints, and whether that redraws lines. */
final class Terminal {
    final PrintStream out;
    private final boolean redraws;

    Terminal(PrintStream out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    Progress progress(String step, long total) {
        return new Progress(out, redraws, step, total);
    }
}
