package io.ignitezs.pool;

/** What became of an attempt to move what a zspage holds. */
public enum MoveOutcome {
    /** Done: all objects, or all frames, are elsewhere. What they leave may still wait for readers. */
    MOVED,
    /** Not done, or not for all objects: somebody else was at work there. Nothing is waited for; it is tried again later. */
    BUSY,
    /** Not done: there was no place to move to. */
    GAVE_UP
}
