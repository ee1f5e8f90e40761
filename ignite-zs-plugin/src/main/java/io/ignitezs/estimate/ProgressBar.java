package io.ignitezs.estimate;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;

/** How far the work is, on one line of a terminal that is written over. */
final class ProgressBar implements DoubleConsumer {
    private static final int MARKS = 40;

    private final PrintStream out;
    private int shown = -1;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override public void accept(double share) {
        int percent = (int)(100 * share);
        if (percent == shown)
            return;
        shown = percent;
        int marks = (int)(MARKS * share);
        out.print("\r[" + "#".repeat(marks) + " ".repeat(MARKS - marks) + "] " + percent + " %");
        if (percent == 100)
            out.println();
        out.flush();
    }
}
