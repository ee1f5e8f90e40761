package io.ignitezs.plugin;

/** Whether the pool keeps pages that are in a data region. */
public enum ZsResidency {
    /** It does not: a page enters the pool when its region drops it, and leaves it when the region has it again. Where that cannot be seen, as {@link #INCLUSIVE}. */
    EXCLUSIVE,

    /** It does: pages enter the pool when they are written to or read from their file. Hot pages are held twice. */
    INCLUSIVE
}
