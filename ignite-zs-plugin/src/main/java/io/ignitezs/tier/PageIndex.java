package io.ignitezs.tier;

/** The pages of one partition file, by page number. Made by {@link PageTier#openIndex}. */
public final class PageIndex {
    PageIndex() {
    }
}
