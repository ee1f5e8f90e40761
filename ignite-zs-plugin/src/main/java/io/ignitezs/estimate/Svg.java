package io.ignitezs.estimate;

import java.util.Locale;

/** One drawing for an HTML page, which is also well-formed XML. */
final class Svg {
    private final int width;
    private final int height;
    private final StringBuilder text = new StringBuilder();

    /** @param title what it shows, for those who cannot see it */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        text.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">",
            width, height, width, height, escape(title)));
        text.append("<title>").append(escape(title)).append("</title>");
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** @param style a class of the page's style sheet @param tip shown when one points at it */
    void bar(double x, double y, double barWidth, double barHeight, String style, String tip) {
        text.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"><title>%s</title></rect>",
            x, y, Math.max(0, barWidth), Math.max(0, barHeight), style, escape(tip)));
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        text.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style));
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    void words(double x, double y, String anchor, String words) {
        text.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escape(words)));
    }

    /** @param points x and y by turns */
    void path(double[] points, boolean closed, String style) {
        text.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i < points.length; i += 2)
            text.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", points[i], points[i + 1]));
        text.append(closed ? " Z" : "").append("\"/>");
    }

    static String escape(String words) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < words.length(); i++)
            escaped.append(escape(words.charAt(i)));
        return escaped.toString();
    }

    /** XML has no way to say most control characters. */
    private static String escape(char c) {
        switch (c) {
            case '&':
                return "&amp;";
            case '<':
                return "&lt;";
            case '>':
                return "&gt;";
            case '"':
                return "&quot;";
            default:
                return c < ' ' ? " " : String.valueOf(c);
        }
    }

    @Override public String toString() {
        return text + "</svg>";
    }
}
