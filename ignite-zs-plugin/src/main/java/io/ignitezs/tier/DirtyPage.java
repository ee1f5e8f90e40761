package io.ignitezs.tier;

/** Which version of a dirty page was read, for {@link PageTier#cleaned}. Belongs to one thread at a time. */
public final class DirtyPage {
    PageIndex index;
    int kind;
    long word;
}
