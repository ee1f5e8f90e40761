package io.ignitezs.plugin;

import java.io.Serializable;
import java.util.Locale;

/** Something long that a node's pool is at, and how far it is. Immutable. */
public final class ZsOperation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final double doneShare;

    ZsOperation(String name, double doneShare) {
        this.name = name;
        this.doneShare = doneShare;
    }

    /** {@code compact}, {@code resize}, {@code evict}, {@code disable}, {@code verify} or {@code estimate}. */
    public String getName() {
        return name;
    }

    /** 0..1. */
    public double getDoneShare() {
        return doneShare;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%s %.0f%%", name, 100 * doneShare);
    }
}
