package io.ignitezs.plugin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes amounts of memory as people do: {@code 512m}, {@code 4g}, {@code 25%}. */
final class MemorySize {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})([kmgt]?)b?");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final String UNITS = "kmgt";

    private MemorySize() {
    }

    /**
     * @param text       bytes, with a unit of {@code k}, {@code m}, {@code g} or {@code t} if wanted, or a percentage
     * @param wholeBytes what 100% is
     * @throws IllegalArgumentException if it is neither, or too much for a {@code long}
     */
    static long parse(String text, long wholeBytes) {
        String lower = text == null ? "" : text.trim().toLowerCase(Locale.ROOT);
        Matcher share = SHARE.matcher(lower);
        if (share.matches())
            return (long)(Double.parseDouble(share.group(1)) / 100 * wholeBytes);
        Matcher amount = AMOUNT.matcher(lower);
        if (amount.matches())
            return multiply(Long.parseLong(amount.group(1)), unitBytes(amount.group(2)));
        throw new IllegalArgumentException("not an amount of memory: " + text);
    }

    /** For messages: {@code 1536.0 MiB}. */
    static String format(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double)(1 << 20));
    }

    private static long unitBytes(String unit) {
        return unit.isEmpty() ? 1 : 1L << 10 * (1 + UNITS.indexOf(unit));
    }

    private static long multiply(long count, long unitBytes) {
        if (count > Long.MAX_VALUE / unitBytes)
            throw new IllegalArgumentException("more than a computer can have: " + count + " * " + unitBytes);
        return count * unitBytes;
    }
}
