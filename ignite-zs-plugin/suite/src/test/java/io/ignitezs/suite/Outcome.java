package io.ignitezs.suite;

/** How a test class went, and how long it took. */
final class Outcome {
    static final String OK = "ok";

    final String text;
    final long seconds;

    Outcome(String text, long seconds) {
        this.text = text;
        this.seconds = seconds;
    }

    boolean isOk() {
        return text.startsWith(OK);
    }

    @Override public String toString() {
        return text + ", " + seconds + " s";
    }
}
