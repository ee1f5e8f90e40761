package io.ignitezs.tier;

/** Which version of a page was looked at, see {@link PageTier#peek}. Belongs to one thread at a time. */
public final class PageVersion {
    PageIndex index;
    int pageIndex;
    int kind;
    long word;
    int length;

    /** Whether the page's file does not have it, or not yet. */
    public boolean isDirty() {
        return Entry.isDirty(length);
    }
}
