package io.ignitezs.mem;

/** Checked mode follows {@code -ea}: what it guards costs too much for production, such as poisoning freed memory. */
public final class Checked {
    public static final boolean CHECKED = Checked.class.desiredAssertionStatus();

    /** What freed bytes are overwritten with, so that reading them is seen. */
    public static final byte POISON = (byte)0xDB;

    private Checked() {
    }
}
