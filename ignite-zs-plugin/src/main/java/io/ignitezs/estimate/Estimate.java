package io.ignitezs.estimate;

import io.ignitezs.tier.MissRatioCurve;
import java.io.Serializable;
import java.util.List;

/** What a pool would gain. Immutable; shown by {@link EstimateText}, {@link EstimateJson} and {@link EstimateHtml}. */
public final class Estimate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int pageBytes;
    private final long seed;
    private final long sampled;
    private final PagesEstimate total;
    private final List<PagesEstimate> types;
    private final List<GroupEstimate> groups;

    /** Null if reads were not looked at. */
    private final HitRatios hitRatios;

    Estimate(int pageBytes, long seed, long sampled, PagesEstimate total, List<PagesEstimate> types, List<GroupEstimate> groups, HitRatios hitRatios) {
        this.pageBytes = pageBytes;
        this.seed = seed;
        this.sampled = sampled;
        this.total = total;
        this.types = types;
        this.groups = groups;
        this.hitRatios = hitRatios;
    }

    /** The same with what was seen of reads. @param pool pages and so on of the pool that there was */
    public Estimate with(MissRatioCurve curve, SeenPool pool) {
        return new Estimate(pageBytes, seed, sampled, total, types, groups, HitRatios.of(curve, pool, total, pageBytes));
    }

    public int pageBytes() {
        return pageBytes;
    }

    public long seed() {
        return seed;
    }

    /** Pages that were looked at, readable or not. */
    public long sampled() {
        return sampled;
    }

    /** Places for pages in all files. */
    public long filePages() {
        return groups.stream().mapToLong(GroupEstimate::filePages).sum();
    }

    /** All pages; the pool bytes are those of one pool for all of them, zspages that are only partly filled included. */
    public PagesEstimate total() {
        return total;
    }

    public List<PagesEstimate> types() {
        return types;
    }

    /** By name. */
    public List<GroupEstimate> groups() {
        return groups;
    }

    /** Null if reads were not looked at. */
    public HitRatios hitRatios() {
        return hitRatios;
    }
}
