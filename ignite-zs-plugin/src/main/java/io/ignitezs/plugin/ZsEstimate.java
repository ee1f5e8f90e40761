package io.ignitezs.plugin;

import io.ignitezs.estimate.CodecEstimate;
import io.ignitezs.estimate.Estimate;
import io.ignitezs.estimate.EstimateHtml;
import io.ignitezs.estimate.EstimateJson;
import io.ignitezs.estimate.EstimateText;
import io.ignitezs.estimate.GroupEstimate;
import io.ignitezs.estimate.HitRatios;
import io.ignitezs.estimate.PagesEstimate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a pool would gain, from a sample of a node's pages. Immutable. */
public final class ZsEstimate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ALL = "all";

    private final Estimate estimate;
    private final String subject;

    ZsEstimate(Estimate estimate, String subject) {
        this.estimate = estimate;
        this.subject = subject;
    }

    /** A line of the estimate: pages of one cache group and type, with one codec. Errors are half the width of the interval that the truth is in for 95 samples of 100. */
    public static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String cacheGroup;
        private final String pageType;
        private final PagesEstimate pages;
        private final CodecEstimate codec;

        Line(String cacheGroup, String pageType, PagesEstimate pages, CodecEstimate codec) {
            this.cacheGroup = cacheGroup;
            this.pageType = pageType;
            this.pages = pages;
            this.codec = codec;
        }

        /** Empty for all of them together. */
        public String getCacheGroup() {
            return cacheGroup;
        }

        /** What the pages are for; {@code all} for all of them together. */
        public String getPageType() {
            return pageType;
        }

        public String getCodec() {
            return codec.codec();
        }

        public long getPages() {
            return Math.round(pages.pages());
        }

        public long getSampledPages() {
            return pages.sampled();
        }

        /** What these pages would take of a pool, its tables included. */
        public long getPoolBytes() {
            return Math.round(codec.poolBytes().value());
        }

        /** The same to the bytes of the pages. */
        public double getPoolRatio() {
            return codec.poolRatio().value();
        }

        public double getPoolRatioError() {
            return codec.poolRatio().error();
        }

        /** Stored bytes alone to the bytes of the pages, as {@link ZsStats#getRatio}. */
        public double getStoredRatio() {
            return codec.storedRatio().value();
        }

        public double getRawShare() {
            return codec.raw().value();
        }

        public double getSameFilledShare() {
            return codec.sameFilled().value();
        }

        /** Processor time for a page. */
        public double getStoreMicros() {
            return codec.storeMicros().value();
        }

        public double getReadMicros() {
            return codec.readMicros().value();
        }
    }

    /** A size of the pool, and which share of the page reads that were seen it would have answered. */
    public static final class Size implements Serializable {
        private static final long serialVersionUID = 1L;

        private final HitRatios.Point point;
        private final double bytesPerPage;

        Size(HitRatios.Point point, double bytesPerPage) {
            this.point = point;
            this.bytesPerPage = bytesPerPage;
        }

        /** Times the pool that there is. */
        public double getFactor() {
            return point.factor();
        }

        public long getPages() {
            return Math.round(point.pages());
        }

        public long getBytes() {
            return Math.round(point.pages() * bytesPerPage);
        }

        public double getHitRatio() {
            return point.hitRatio().value();
        }

        public double getHitRatioError() {
            return point.hitRatio().error();
        }
    }

    /** For each cache group its types of pages and then all its pages; at last all pages of the node. */
    public List<Line> getLines() {
        List<Line> lines = new ArrayList<>();
        for (GroupEstimate group : estimate.groups()) {
            group.types().forEach(type -> add(lines, group.name(), type.name(), type));
            add(lines, group.name(), ALL, group.all());
        }
        lines.addAll(getTotal());
        return lines;
    }

    /** All pages of the node as one pool, by codec. */
    public List<Line> getTotal() {
        List<Line> lines = new ArrayList<>();
        add(lines, "", ALL, estimate.total());
        return lines;
    }

    private static void add(List<Line> lines, String group, String type, PagesEstimate pages) {
        if (pages.sampled() > 0)
            pages.codecs().forEach(codec -> lines.add(new Line(group, type, pages, codec)));
    }

    /** Half of the pool, the pool as it is, twice, four times; empty if page reads were not looked at or there were none. */
    public List<Size> getSizes() {
        List<Size> sizes = new ArrayList<>();
        HitRatios ratios = estimate.hitRatios();
        if (ratios != null && ratios.reads() > 0)
            ratios.points().forEach(point -> sizes.add(new Size(point, ratios.bytesPerPage())));
        return sizes;
    }

    /** Page reads that were looked at. */
    public long getReads() {
        return estimate.hitRatios() == null ? 0 : estimate.hitRatios().reads();
    }

    /** The share of them of which it cannot be known whether a pool would have answered: the first of each page. */
    public double getFirstReadShare() {
        return estimate.hitRatios() == null ? 0 : estimate.hitRatios().firstShare();
    }

    /** As the estimator of stopped nodes writes it. */
    public String toJson() {
        return EstimateJson.of(estimate);
    }

    /** A page with plots that needs nothing else. */
    public String toHtml() {
        return EstimateHtml.of(estimate, subject);
    }

    /** Tables for people. */
    @Override public String toString() {
        return EstimateText.of(estimate);
    }
}
