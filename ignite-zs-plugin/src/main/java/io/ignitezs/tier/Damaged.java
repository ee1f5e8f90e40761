package io.ignitezs.tier;

/** What of a stored page was found damaged. */
enum Damaged {
    /** Its entry, its handle, or what they lead to. */
    ENTRY,

    /** Its stored bytes differ from their checksum. */
    CHECKSUM,

    /** Its stored bytes do not become a page. */
    DECODING
}
