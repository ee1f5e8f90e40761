package io.ignitezs.tier;

/** How the tier treats the pages of one group. Whoever fills it in has checked it; not changed afterwards. */
public final class GroupSettings {
    /** What its pages may take at most, tables not counted; null for as much as there is. */
    public PoolPart cap;

    /** What they may take before pages of other groups that are above theirs have to go first; null for nothing. */
    public PoolPart guarantee;

    /** Which of its pages are taken in. */
    public PagePolicy pages = PagePolicy.ALL;

    /** The same for a tier that has so many times less. */
    public GroupSettings ofSmaller(int times) {
        GroupSettings smaller = new GroupSettings();
        smaller.cap = cap == null ? null : cap.ofSmaller(times);
        smaller.guarantee = guarantee == null ? null : guarantee.ofSmaller(times);
        smaller.pages = pages;
        return smaller;
    }
}
