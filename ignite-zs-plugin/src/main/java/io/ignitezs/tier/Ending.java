package io.ignitezs.tier;

/** How a page ended that was held. Each page that was stored is held, or has ended by one of these. */
enum Ending {
    /** A newer version was written or kept. */
    WRITTEN,

    /** To make room. */
    EVICTED,

    /** Its data region has it. */
    TAKEN,

    /** It got into its file while its data region had it. */
    CLEANED,

    /** Its file was truncated or closed. */
    CLEARED,

    /** What was stored for it could not be read. */
    DAMAGED
}
