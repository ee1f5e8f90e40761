package io.ignitezs.ignite;

/** What was found where a page should be. */
public enum PageRead {
    /** A page. */
    PAGE,

    /** Zeros, or the end of the file: the page was allocated and never written. */
    UNWRITTEN,

    /** A page of an encrypted cache group, without the key. */
    ENCRYPTED,

    /** No page that could be made sense of, or one that was being written each time. */
    UNREADABLE
}
