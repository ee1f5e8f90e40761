package io.ignitezs.estimate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many pages are looked at. */
public final class SampleSize {
    /** Errors below a hundredth for what is not rare, in some seconds. */
    public static final SampleSize DEFAULT = new SampleSize(20_000, 0);

    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Pattern PAGES = Pattern.compile("\\d{1,12}");

    private final long pages;
    private final double share;

    private SampleSize(long pages, double share) {
        this.pages = pages;
        this.share = share;
    }

    /**
     * @param text {@code 5%} or a number of pages
     * @throws IllegalArgumentException if it is neither; says what is allowed
     */
    public static SampleSize parse(String text) {
        String stripped = text == null ? "" : text.strip();
        Matcher percent = SHARE.matcher(stripped);
        double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
        if (share > 0 && share <= 1)
            return new SampleSize(0, share);
        if (PAGES.matcher(stripped).matches() && Long.parseLong(stripped) > 0)
            return new SampleSize(Long.parseLong(stripped), 0);
        throw new IllegalArgumentException("Bad sample [value=" + text + ", allowed=above 0% up to 100%, or a number of pages]");
    }

    /** @return 0..pages */
    long of(long allPages) {
        return Math.min(allPages, share > 0 ? (long)Math.ceil(share * allPages) : pages);
    }
}
