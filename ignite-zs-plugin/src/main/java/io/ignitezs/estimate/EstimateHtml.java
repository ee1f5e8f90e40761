package io.ignitezs.estimate;

import java.util.List;
import java.util.Locale;

/** An estimate as one page that needs nothing else: no script, no style sheet, no picture from elsewhere. It is well-formed XML, too. */
public final class EstimateHtml {
    private static final String STYLE = "body{font:14px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:1180px;margin:2em auto;padding:0 1em}"
        + "h1{font-size:22px}h2{font-size:17px;margin-top:2em}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
        + "th,td{padding:2px 10px;text-align:right;border-bottom:1px solid #d8dee4}th:nth-child(-n+3),td:nth-child(-n+3){text-align:left}"
        + "tr.all td{font-weight:600}svg{display:inline-block;vertical-align:top;max-width:100%;font-size:11px}svg text{fill:currentColor}"
        + ".now{fill:#8c959f}.codec0{fill:#0969da}.codec1{fill:#bc4c00}.codec2{fill:#1a7f37}.codec3{fill:#8250df}.codec4{fill:#bf3989}"
        + ".axis{stroke:#d8dee4}.mark{stroke:#8c959f;stroke-dasharray:3 3}.curve{fill:none;stroke:#0969da;stroke-width:2}.band{fill:#0969da;opacity:.18}"
        + ".key{display:inline-block;width:11px;height:11px;margin:0 5px 0 16px}"
        + "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}.axis{stroke:#30363d}}";

    private static final String TITLE = "What a compressed pool would gain";

    private static final double MEBIBYTE = 1 << 20;

    private final Estimate estimate;
    private final StringBuilder html = new StringBuilder();

    private EstimateHtml(Estimate estimate) {
        this.estimate = estimate;
    }

    /** @param subject what was looked at */
    public static String of(Estimate estimate, String subject) {
        EstimateHtml written = new EstimateHtml(estimate);
        written.write(subject);
        return written.html.toString();
    }

    private void write(String subject) {
        head();
        paragraph(String.format(Locale.ROOT, "%s: looked at %,d of %,d pages of %,d bytes [seed=%d]. After each number stands its error:"
            + " for 95 samples of 100 the truth is no farther away.",
            subject, estimate.sampled(), estimate.filePages(), estimate.pageBytes(), estimate.seed()));
        heading("Bytes by cache group, now and then");
        legend(true);
        html.append("<div id=\"groups\">").append(EstimatePlots.groups(estimate)).append("</div>\n");
        heading("How well pages compress, by what they are for");
        legend(false);
        html.append("<div id=\"ratios\">").append(EstimatePlots.ratios(estimate)).append("</div>\n");
        if (estimate.hitRatios() != null)
            hitRatios(estimate.hitRatios());
        heading("In numbers");
        table();
        notRead();
        html.append("</body></html>\n");
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"UTF-8\"/>")
            .append("<title>").append(TITLE).append("</title><style>").append(STYLE).append("</style></head><body>\n")
            .append("<h1>").append(TITLE).append("</h1>\n");
    }

    private void legend(boolean now) {
        List<String> names = EstimatePlots.legend(estimate);
        html.append("<p>");
        if (now)
            html.append("<span class=\"key\" style=\"background:#8c959f\"></span>now");
        for (int i = 0; i < names.size(); i++)
            html.append("<svg class=\"key\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\" class=\"codec").append(i).append("\"/></svg>")
                .append(Svg.escape(names.get(i)));
        html.append("</p>\n");
    }

    private void hitRatios(HitRatios ratios) {
        heading("Page reads that a pool would not answer");
        html.append("<div id=\"misses\">").append(EstimatePlots.missRatios(ratios)).append("</div>\n");
        paragraph(String.format(Locale.ROOT, "From %,d page reads of about %,.0f pages; %.1f %% of them were the first of their page.",
            ratios.reads(), ratios.pages(), 100 * ratios.firstShare()));
        if (ratios.points().isEmpty())
            return;
        html.append("<table id=\"sizes\"><tr><th>pool</th><th>pages</th><th>MiB</th><th>hit ratio %</th></tr>\n");
        for (HitRatios.Point point : ratios.points())
            row("", String.format(Locale.ROOT, "x%.1f", point.factor()), number("%,.0f", point.pages()),
                number("%,.1f", point.pages() * ratios.bytesPerPage() / MEBIBYTE), point.hitRatio().times(100).format("%.1f"));
        html.append("</table>\n");
    }

    private void table() {
        html.append("<table id=\"pages\"><tr><th>cache group</th><th>pages</th><th>codec</th><th>number</th>"
            + "<th>now MiB</th><th>then MiB</th><th>stored ratio</th><th>pool ratio</th><th>raw %</th>"
            + "<th>same-filled %</th><th>store us</th><th>read us</th></tr>\n");
        for (GroupEstimate group : estimate.groups()) {
            group.types().forEach(type -> rows("", group.name(), type.name(), type));
            rows(" class=\"all\"", group.name(), "all", group.all());
        }
        rows(" class=\"all\"", "all, as one pool", "all", estimate.total());
        html.append("</table>\n");
    }

    private void rows(String attributes, String group, String name, PagesEstimate pages) {
        for (CodecEstimate codec : pages.codecs())
            if (pages.sampled() > 0)
                row(attributes, group, name, codec.codec, number("%,.0f", pages.pages()), number("%,.1f", pages.pages() * estimate.pageBytes() / MEBIBYTE),
                    codec.poolBytes.times(1 / MEBIBYTE).format("%,.1f"), number("%.3f", codec.storedRatio.value()), codec.poolRatio.format("%.3f"),
                    number("%.1f", 100 * codec.raw.value()),
                    number("%.1f", 100 * codec.sameFilled.value()), codec.storeMicros.format("%.1f"), codec.readMicros.format("%.1f"));
    }

    private void row(String attributes, String... cells) {
        html.append("<tr").append(attributes).append('>');
        for (String cell : cells)
            html.append("<td>").append(Svg.escape(cell)).append("</td>");
        html.append("</tr>\n");
    }

    private void notRead() {
        for (GroupEstimate group : estimate.groups()) {
            if (group.encrypted() > 0)
                paragraph("Cache group " + group.name() + " is encrypted: " + group.encrypted() + " of its pages could not be read without its key.");
            if (group.unreadable() > 0)
                paragraph("Cache group " + group.name() + ": " + group.unreadable() + " pages of the sample could not be read.");
        }
    }

    private void heading(String words) {
        html.append("<h2>").append(Svg.escape(words)).append("</h2>\n");
    }

    private void paragraph(String words) {
        html.append("<p>").append(Svg.escape(words)).append("</p>\n");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
