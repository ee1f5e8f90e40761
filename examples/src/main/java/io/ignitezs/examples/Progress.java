package io.ignitezs.examples;

import java.io.PrintStream;
import java.util.Locale;

/** Progress of one long step: a bar that is redrawn on a terminal, else a line about every tenth of the way. */
final class Progress implements AutoCloseable {
    private static final int BAR_CELLS = 30;
    private static final long REDRAW_NANOS = 100_000_000;

    /** A log is not a terminal: short steps need no lines in between. */
    private static final long LINE_NANOS = 2_000_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final String step;
    private final long total;
    private final long startedNanos = System.nanoTime();
    private long done;
    private long drawnNanos = startedNanos;
    private long drawnTenths;
    private boolean finished;

    /** @param total steps of the way, in a unit that is the caller's own */
    Progress(PrintStream out, boolean terminal, String step, long total) {
        this.out = out;
        this.terminal = terminal;
        this.step = step;
        this.total = Math.max(1, total);
        if (terminal)
            draw();
    }

    synchronized void add(long more) {
        advanceTo(done + more);
    }

    synchronized void advanceTo(long point) {
        done = Math.min(point, total);
        long sinceDrawn = System.nanoTime() - drawnNanos;
        if (terminal && sinceDrawn >= REDRAW_NANOS)
            draw();
        if (!terminal && sinceDrawn >= LINE_NANOS && done * 10 / total > drawnTenths)
            printLine();
    }

    /** The step is complete. */
    synchronized void finish(String remark) {
        finished = true;
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        String line = String.format(Locale.ROOT, "  %-26s done in %5.1f s  %s", step, seconds, remark);
        out.println(terminal ? "\r" + pad(line.stripTrailing()) : line.stripTrailing());
    }

    /** What failed leaves its bar, and a new line for the message. */
    @Override public synchronized void close() {
        if (terminal && !finished)
            out.println();
    }

    private void draw() {
        int cells = (int)(done * BAR_CELLS / total);
        String bar = "#".repeat(cells) + "-".repeat(BAR_CELLS - cells);
        out.print("\r" + pad(String.format(Locale.ROOT, "  %-26s [%s] %3d %%", step, bar, done * 100 / total)));
        out.flush();
        drawnNanos = System.nanoTime();
    }

    private void printLine() {
        drawnTenths = done * 10 / total;
        drawnNanos = System.nanoTime();
        out.printf(Locale.ROOT, "  %-26s %3d %%%n", step, done * 100 / total);
    }

    private static String pad(String line) {
        return String.format("%-79s", line);
    }
}
