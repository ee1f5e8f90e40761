package io.ignitezs.estimate;

import java.util.List;
import java.util.Locale;

/** An estimate for a terminal. */
public final class EstimateText {
    private static final double MEBIBYTE = 1 << 20;
    private static final int CURVE_STEP = 8;

    private static final String[] COLUMNS = {"cache group", "pages", "codec", "number", "now MiB", "then MiB", "stored ratio", "pool ratio", "raw %",
        "same-filled %", "store us", "read us"};

    private final Estimate estimate;
    private final StringBuilder text = new StringBuilder();

    private EstimateText(Estimate estimate) {
        this.estimate = estimate;
    }

    /** @return lines, each with its end */
    public static String of(Estimate estimate) {
        EstimateText written = new EstimateText(estimate);
        written.lookedAt();
        written.pages();
        written.notRead();
        if (estimate.hitRatios() != null)
            written.hitRatios(estimate.hitRatios());
        return written.text.toString();
    }

    private void lookedAt() {
        text.append(String.format(Locale.ROOT, "Looked at %,d of %,d pages of %,d bytes [seed=%d];"
            + " +-: between these is the truth for 95 samples of 100%n%n",
            estimate.sampled(), estimate.filePages(), estimate.pageBytes(), estimate.seed()));
    }

    private void pages() {
        TextTable table = new TextTable(3, COLUMNS);
        for (GroupEstimate group : estimate.groups()) {
            for (PagesEstimate type : group.types())
                rows(table, group.name(), type);
            if (group.types().size() > 1)
                rows(table, group.name(), named(group.all()));
        }
        rows(table, "ALL, as one pool", named(estimate.total()));
        text.append(table);
    }

    private static PagesEstimate named(PagesEstimate pages) {
        return new PagesEstimate("all", pages.pages(), pages.sampled(), pages.codecs());
    }

    private void rows(TextTable table, String group, PagesEstimate pages) {
        for (CodecEstimate codec : pages.sampled() == 0 ? List.<CodecEstimate>of() : pages.codecs())
            table.row(group, pages.name(), codec.codec, number(pages.pages()), mebibytes(pages.pages() * estimate.pageBytes()),
                codec.poolBytes.times(1 / MEBIBYTE).format("%,.1f"), ratio(codec.storedRatio.value()), codec.poolRatio.format("%.3f"),
                percent(codec.raw.value()), percent(codec.sameFilled.value()), codec.storeMicros.format("%.1f"), codec.readMicros.format("%.1f"));
    }

    private void notRead() {
        for (GroupEstimate group : estimate.groups()) {
            if (group.encrypted() > 0)
                text.append(String.format(Locale.ROOT, "%nCache group %s is encrypted: %,d of its pages could not be read without its key%n",
                    group.name(), group.encrypted()));
            if (group.unreadable() > 0)
                text.append(String.format(Locale.ROOT, "%nCache group %s: %,d pages of the sample could not be read%n", group.name(), group.unreadable()));
        }
    }

    private void hitRatios(HitRatios ratios) {
        text.append(String.format(Locale.ROOT, "%n%,d page reads of about %,.0f pages were looked at; %.1f %% were the first of their page%n%n",
            ratios.reads(), ratios.pages(), 100 * ratios.firstShare()));
        TextTable table = new TextTable(1, "pool", "pages", "MiB", "hit ratio %");
        for (HitRatios.Point point : ratios.points())
            row(table, String.format(Locale.ROOT, "x%.1f", point.factor()), point, ratios);
        for (int i = CURVE_STEP; ratios.points().isEmpty() && i < ratios.curve().size(); i += CURVE_STEP)
            row(table, "", ratios.curve().get(i), ratios);
        text.append(table);
    }

    private static void row(TextTable table, String name, HitRatios.Point point, HitRatios ratios) {
        table.row(name, number(point.pages()), mebibytes(point.pages() * ratios.bytesPerPage()), point.hitRatio().times(100).format("%.1f"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEBIBYTE);
    }
}
