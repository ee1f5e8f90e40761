package io.ignitezs.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The pictures of an estimate. */
final class EstimatePlots {
    private static final double MEBIBYTE = 1 << 20;
    private static final int WIDTH = 760;
    private static final int MARGIN = 44;

    private static final int BAR_HEIGHT = 14;
    private static final int NAME_WIDTH = 180;
    private static final int NUMBER_WIDTH = 130;

    private static final int HISTOGRAM_WIDTH = 370;
    private static final int HISTOGRAM_HEIGHT = 170;

    private static final int CURVE_HEIGHT = 300;
    private static final int CURVE_TICKS = 4;

    private EstimatePlots() {
    }

    /** A picture for each cache group: its bytes now, and with each codec. */
    static String groups(Estimate estimate) {
        double most = estimate.groups().stream().mapToDouble(group -> group.all().pages()).max().orElse(0) * estimate.pageBytes();
        StringBuilder plots = new StringBuilder();
        for (GroupEstimate group : estimate.groups())
            if (group.all().sampled() > 0)
                plots.append(group(group, estimate.pageBytes(), most));
        return plots.toString();
    }

    private static Svg group(GroupEstimate group, int pageBytes, double most) {
        List<CodecEstimate> codecs = group.all().codecs();
        Svg svg = new Svg(WIDTH, (codecs.size() + 2) * BAR_HEIGHT, "Bytes of cache group " + group.name() + " now and in a pool");
        double scale = (WIDTH - NAME_WIDTH - NUMBER_WIDTH) / most;
        double now = group.all().pages() * pageBytes;
        svg.words(0, 2 * BAR_HEIGHT - 3, "start", group.name());
        bar(svg, 1, now * scale, "now", "now, " + mebibytes(now));
        for (int i = 0; i < codecs.size(); i++)
            bar(svg, i + 2, codecs.get(i).poolBytes.value() * scale, "codec" + i, codecs.get(i).codec + ", " + mebibytes(codecs.get(i).poolBytes.value()));
        return svg;
    }

    private static void bar(Svg svg, int row, double length, String style, String words) {
        svg.bar(NAME_WIDTH, row * BAR_HEIGHT, length, BAR_HEIGHT - 2, style, words);
        svg.words(NAME_WIDTH + length + 6, (row + 1) * BAR_HEIGHT - 3, "start", words);
    }

    /** A picture for each type of page: how many of them have which pool ratio. */
    static String ratios(Estimate estimate) {
        StringBuilder plots = new StringBuilder();
        for (PagesEstimate type : estimate.types())
            plots.append(histogram(type));
        return plots.toString();
    }

    private static Svg histogram(PagesEstimate type) {
        Svg svg = new Svg(HISTOGRAM_WIDTH, HISTOGRAM_HEIGHT, "Pages of type " + type.name() + " by pool ratio");
        double most = type.codecs().stream().flatMapToDouble(codec -> Arrays.stream(codec.bins)).max().orElse(1);
        double floor = HISTOGRAM_HEIGHT - MARGIN;
        double binWidth = (double)(HISTOGRAM_WIDTH - 2 * MARGIN) / CodecTallies.BINS;
        svg.words(MARGIN, 14, "start", String.format(Locale.ROOT, "%s, %,.0f pages", type.name(), type.pages()));
        for (int codec = 0; codec < type.codecs().size(); codec++)
            bars(svg, type.codecs().get(codec), codec, type.codecs().size(), binWidth, (floor - 24) / most, floor);
        svg.line(MARGIN, floor, HISTOGRAM_WIDTH - MARGIN, floor, "axis");
        for (int tick = 0; tick <= CURVE_TICKS; tick++)
            svg.words(MARGIN + tick * binWidth * (CodecTallies.BINS - 1) / CURVE_TICKS, floor + 14, "middle", String.valueOf(tick / (double)CURVE_TICKS));
        svg.words(HISTOGRAM_WIDTH / 2.0, floor + 30, "middle", "pool bytes per byte of a page");
        return svg;
    }

    private static void bars(Svg svg, CodecEstimate codec, int number, int codecs, double binWidth, double scale, double floor) {
        for (int bin = 0; bin < codec.bins.length; bin++) {
            double height = codec.bins[bin] * scale;
            String tip = String.format(Locale.ROOT, "%s: %.1f %% of the pages from %.2f", codec.codec, 100 * codec.bins[bin], bin * CodecTallies.BIN_WIDTH);
            if (height > 0)
                svg.bar(MARGIN + bin * binWidth + number * binWidth / codecs, floor - height, binWidth / codecs, height, "codec" + number, tip);
        }
    }

    /** The share of reads that is not answered, by the size of the pool. */
    static String missRatios(HitRatios ratios) {
        Svg svg = new Svg(WIDTH, CURVE_HEIGHT, "Share of page reads that a pool would not answer, by its size");
        List<HitRatios.Point> curve = ratios.curve();
        double most = curve.get(curve.size() - 1).pages();
        double floor = CURVE_HEIGHT - MARGIN;
        axes(svg, floor, most * ratios.bytesPerPage());
        if (curve.stream().noneMatch(point -> Double.isNaN(point.hitRatio().error())))
            svg.path(band(curve, most, floor), true, "band");
        double[] line = new double[2 * curve.size()];
        for (int i = 0; i < curve.size(); i++)
            put(line, i, x(curve.get(i), most), y(1 - curve.get(i).hitRatio().value(), floor));
        svg.path(line, false, "curve");
        for (HitRatios.Point point : ratios.points())
            if (point.pages() <= most)
                mark(svg, point, most, floor);
        return svg.toString();
    }

    private static void axes(Svg svg, double floor, double mostBytes) {
        for (int tick = 0; tick <= CURVE_TICKS; tick++) {
            double share = tick / (double)CURVE_TICKS;
            svg.line(MARGIN, y(share, floor), WIDTH - MARGIN, y(share, floor), "axis");
            svg.words(MARGIN - 6, y(share, floor) + 4, "end", String.format(Locale.ROOT, "%.0f %%", 100 * share));
            svg.words(MARGIN + share * (WIDTH - 2 * MARGIN), floor + 16, "middle", mebibytes(share * mostBytes));
        }
        svg.words(WIDTH / 2.0, floor + 34, "middle", "size of the pool");
    }

    private static double[] band(List<HitRatios.Point> curve, double most, double floor) {
        double[] outline = new double[4 * curve.size()];
        for (int i = 0; i < curve.size(); i++) {
            Interval hits = curve.get(i).hitRatio();
            double x = x(curve.get(i), most);
            put(outline, i, x, y(Math.min(1, 1 - hits.value() + hits.error()), floor));
            put(outline, 2 * curve.size() - 1 - i, x, y(Math.max(0, 1 - hits.value() - hits.error()), floor));
        }
        return outline;
    }

    private static void mark(Svg svg, HitRatios.Point point, double most, double floor) {
        double x = x(point, most);
        svg.line(x, y(1, floor), x, floor, "mark");
        svg.words(x + 3, y(1, floor) + 12, "start", String.format(Locale.ROOT, "x%.1f", point.factor()));
    }

    private static void put(double[] points, int at, double x, double y) {
        points[2 * at] = x;
        points[2 * at + 1] = y;
    }

    private static double x(HitRatios.Point point, double mostPages) {
        return MARGIN + (WIDTH - 2 * MARGIN) * (mostPages == 0 ? 0 : point.pages() / mostPages);
    }

    private static double y(double share, double floor) {
        return floor - share * (floor - 16);
    }

    /** A name for each colour. */
    static List<String> legend(Estimate estimate) {
        List<String> names = new ArrayList<>();
        for (CodecEstimate codec : estimate.total().codecs())
            names.add(codec.codec);
        return names;
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
    }
}
