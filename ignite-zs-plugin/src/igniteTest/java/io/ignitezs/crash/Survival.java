package io.ignitezs.crash;

/** What a sudden end leaves of the writes that were not fsynced. */
enum Survival {
    /** The operating system goes on, as after a kill. */
    ALL,

    /** As a power loss has it. */
    SOME,

    /** The worst power loss. */
    NONE
}
