package io.ignitezs.codec;

/** How a page is stored, as its entry remembers it: one of these, or the number of the codec that compressed it. 4 bits. */
public final class PageKind {
    /** No page: what an entry that was never written looks like. */
    public static final int EMPTY = 0;

    /** One repeated word, kept in the entry; no object. */
    public static final int SAME_FILLED = 1;

    /** Bytes as they are. */
    public static final int RAW = 2;

    /** Kinds are below this. */
    public static final int LIMIT = 16;

    private PageKind() {
    }
}
