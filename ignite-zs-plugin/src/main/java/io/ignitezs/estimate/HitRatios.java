package io.ignitezs.estimate;

import io.ignitezs.tier.MissRatioCurve;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Which share of the page reads that were seen a pool would have answered. Immutable. */
public final class HitRatios implements Serializable {
    /** Of the pool that there is. */
    public static final List<Double> FACTORS = List.of(0.5, 1.0, 2.0, 4.0);

    private static final long serialVersionUID = 1L;
    private static final int CURVE_POINTS = 64;

    /** One size. */
    public static final class Point implements Serializable {
        private static final long serialVersionUID = 1L;

        private final double factor;
        private final double pages;
        private final Interval hitRatio;

        Point(double factor, double pages, Interval hitRatio) {
            this.factor = factor;
            this.pages = pages;
            this.hitRatio = hitRatio;
        }

        /** Times the pool that there is; NaN if that is not known. */
        public double factor() {
            return factor;
        }

        /** That such a pool holds, about. */
        public double pages() {
            return pages;
        }

        public Interval hitRatio() {
            return hitRatio;
        }
    }

    private final long reads;
    private final double firstShare;
    private final double pages;
    private final double bytesPerPage;
    private final List<Point> points;
    private final List<Point> curve;

    private HitRatios(MissRatioCurve seen, double bytesPerPage, List<Point> points, List<Point> curve) {
        reads = seen.reads();
        firstShare = seen.firstShare();
        pages = seen.pages();
        this.bytesPerPage = bytesPerPage;
        this.points = points;
        this.curve = curve;
    }

    static HitRatios of(MissRatioCurve seen, SeenPool pool, PagesEstimate all, int pageBytes) {
        CodecEstimate codec = pool.codec == null ? all.codecs().get(0) : all.codec(pool.codec);
        double bytesPerPage = codec.poolRatio().value() * pageBytes;
        double poolPages = pool.full || pool.limitBytes == 0 ? pool.pages : Math.max(pool.pages, pool.limitBytes / bytesPerPage);
        List<Point> points = new ArrayList<>();
        if (poolPages > 0)
            for (double factor : FACTORS)
                points.add(point(seen, pool, factor, factor * poolPages));
        List<Point> curve = new ArrayList<>();
        double most = Math.max(seen.pages(), 1);
        for (int i = 0; i <= CURVE_POINTS; i++)
            curve.add(point(seen, pool, poolPages > 0 ? most * i / CURVE_POINTS / poolPages : Double.NaN, most * i / CURVE_POINTS));
        return new HitRatios(seen, bytesPerPage, points, curve);
    }

    /** Of a pool that is not known nobody knows which sizes would have answered what it has answered. */
    private static Point point(MissRatioCurve seen, SeenPool pool, double factor, double pages) {
        double knownPages = pool.limitBytes == 0 ? Double.POSITIVE_INFINITY : pool.pages;
        double error = pool.full ? seen.hitRatioErrorInUse(pages, knownPages) : seen.hitRatioError(pages, knownPages);
        return new Point(factor, pages, new Interval(seen.hitRatio(pages, knownPages), error));
    }

    public long reads() {
        return reads;
    }

    /** The share of the reads of which it cannot be known, because their page was not seen before. */
    public double firstShare() {
        return firstShare;
    }

    /** Pages that were read, about. */
    public double pages() {
        return pages;
    }

    /** What a page takes of the pool. */
    public double bytesPerPage() {
        return bytesPerPage;
    }

    /** For {@link #FACTORS}; empty if the pool that there is is not known. */
    public List<Point> points() {
        return points;
    }

    /** From no pool to one for all pages that were read. */
    public List<Point> curve() {
        return curve;
    }
}
