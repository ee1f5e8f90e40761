package io.ignitezs.tier;

/** How far the reading of pages is that were in a tier before a restart. The order is promised: it is a metric. */
public enum WarmUpState {
    NONE("has nothing to read"),
    WAITING("waits for the node's caches"),
    RUNNING("goes on"),
    DONE("has ended"),
    FULL("has ended because the pool is full"),
    STOPPED("was stopped"),
    POOL_OFF("has ended because the pool is off"),
    FAILED("was given up because files cannot be read");

    private final String text;

    WarmUpState(String text) {
        this.text = text;
    }

    /** For people: what becomes of it. */
    public String text() {
        return text;
    }
}
