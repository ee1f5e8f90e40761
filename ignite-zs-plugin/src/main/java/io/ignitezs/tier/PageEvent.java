package io.ignitezs.tier;

/** What a trace says of a page; each has a hit or none. The order is that of the file format. */
public enum PageEvent {
    /** Asked for; a hit if the tier has answered, which has the page still. */
    READ,

    /** Asked for, and gone from the tier if it has answered, which is a hit. */
    TAKE,

    /** Offered after it was read from its file or left the data region; a hit if it was kept. */
    FILL,

    /** Gone from the tier: it is about to be written to its file, or has got there and the data region has it. */
    WRITE,

    /** Offered after it was written to its file; a hit if it was kept. */
    WRITTEN,

    /** Offered in place of being written to its file; a hit if it was kept. */
    DIRTY,

    /** Gone from the tier, to make room. */
    EVICT,

    /** All pages of the file are gone; the page number means nothing. */
    CLEAR,

    /** As FILL, of a page that the data region had not got from its file lately. */
    FILL_USED
}
