package io.ignitezs.estimate;

import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;

/** What the pages of a cache group, or those of one type, would come to. */
public final class PagesEstimate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final double pages;
    private final long sampled;
    private final List<CodecEstimate> codecs;

    PagesEstimate(String name, double pages, long sampled, List<CodecEstimate> codecs) {
        this.name = name;
        this.pages = pages;
        this.sampled = sampled;
        this.codecs = codecs;
    }

    /** Of the type of page, or of the cache group. */
    public String name() {
        return name;
    }

    /** How many there are, about. */
    public double pages() {
        return pages;
    }

    public long sampled() {
        return sampled;
    }

    /** In the order in which they were asked for. */
    public List<CodecEstimate> codecs() {
        return codecs;
    }

    /** @throws NoSuchElementException if this codec was not tried */
    public CodecEstimate codec(String name) {
        return codecs.stream().filter(codec -> codec.codec.equals(name)).findFirst().orElseThrow();
    }
}
