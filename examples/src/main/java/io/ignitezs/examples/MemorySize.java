package io.ignitezs.examples;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: 64m, 2g. */
final class MemorySize {
    static final long MEBIBYTE = 1L << 20;

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([mg])");

    private MemorySize() {
    }

    /** @return whole MiB */
    static int parseMebibytes(String option, String text) throws BadInputException {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches())
            throw new BadInputException(option + ": '" + text + "' is not a size such as 64m or 2g");
        long mebibytes = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("g") ? 1024 : 1);
        if (mebibytes > Integer.MAX_VALUE)
            throw new BadInputException(option + ": '" + text + "' is too large");
        return (int)mebibytes;
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, bytes % MEBIBYTE == 0 ? "%,.0f MiB" : "%,.1f MiB", bytes / (double)MEBIBYTE);
    }
}
