package io.ignitezs.ignite;

/** Ends what somebody has asked a pool for, before it is done: others wait for the pool, because the node stops, is deactivated, or turns it off. */
public final class PoolEnding extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** @param reason for people */
    public PoolEnding(String reason) {
        super(reason);
    }
}
