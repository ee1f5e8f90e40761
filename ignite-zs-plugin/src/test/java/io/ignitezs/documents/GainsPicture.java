package io.ignitezs.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Draws what the example has printed, as {@code docs/gains.md} shows it: reads per second of each workload with and without the plugin. */
final class GainsPicture {
    static final Path FIGURES = Documents.DOCUMENTS.resolve("gains.md");
    static final Path PICTURE = Documents.DOCUMENTS.resolve("gains.svg");

    private static final Pattern WORKLOAD = Pattern.compile(
        "(?m)^by (.+), reads/s +([\\d,]+) +([\\d,]+) .*\n +p50 / p99 / p99\\.9, us +\\S+ / (\\S+) / \\S+ +\\S+ / (\\S+) / \\S+$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^memory for pages +(\\d+) MiB +(\\d+) MiB$");
    private static final Pattern PAGES = Pattern.compile("(?m)^pages on disk, x memory +([\\d,]+) ");
    private static final int PAGES_PER_MEBIBYTE = 256;

    private static final int WIDTH = 760;
    private static final int TOP = 52;
    private static final int GROUP_HEIGHT = 62;
    private static final int BAR_HEIGHT = 20;
    private static final int BAR_LEFT = 170;
    private static final int BAR_WIDTH = 360;
    private static final String WITH_COLOUR = "#2a7f62";
    private static final String STOCK_COLOUR = "#9aa5b1";

    private final List<MatchResult> workloads;
    private final String title;

    /** @param figures text that has the example's table in it */
    GainsPicture(String figures) {
        workloads = WORKLOAD.matcher(figures).results().collect(Collectors.toList());
        String memory = find(MEMORY, figures);
        title = String.format("Reads per second from %d MiB of pages, with %s MiB of memory for them", number(find(PAGES, figures)) / PAGES_PER_MEBIBYTE, memory);
    }

    int workloads() {
        return workloads.size();
    }

    String svg() {
        int height = TOP + workloads.size() * GROUP_HEIGHT + 8;
        StringBuilder svg = new StringBuilder(String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n"
            + "<title>%s</title>\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>\n"
            + "<text x=\"20\" y=\"30\" font-size=\"16\" font-weight=\"bold\" fill=\"#1b2733\">%s</text>\n", WIDTH, height, title, WIDTH, height, title));
        for (int i = 0; i < workloads.size(); i++)
            svg.append(group(workloads.get(i), TOP + i * GROUP_HEIGHT));
        return svg.append("</svg>").append("\n").toString();
    }

    private String group(MatchResult workload, int y) {
        return String.format("<text x=\"20\" y=\"%d\" fill=\"#1b2733\">by %s</text>\n", y + BAR_HEIGHT + 5, workload.group(1))
            + bar(y, workload.group(2), "Ignite ZS", workload.group(4), WITH_COLOUR)
            + bar(y + BAR_HEIGHT + 3, workload.group(3), "stock", workload.group(5), STOCK_COLOUR);
    }

    private String bar(int y, String readsPerSecond, String name, String p99Micros, String colour) {
        long width = Math.max(1, BAR_WIDTH * number(readsPerSecond) / most());
        return String.format("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", BAR_LEFT, y, width, BAR_HEIGHT, colour)
            + String.format("<text x=\"%d\" y=\"%d\" fill=\"#1b2733\">%s %s, p99 %s us</text>\n", BAR_LEFT + width + 6, y + 15, name, readsPerSecond, p99Micros);
    }

    private long most() {
        return workloads.stream().mapToLong(workload -> Math.max(number(workload.group(2)), number(workload.group(3)))).max().orElseThrow();
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find())
            throw new IllegalArgumentException("No line like " + pattern);
        return matcher.group(1);
    }
}
