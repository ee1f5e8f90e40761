package io.ignitezs.estimate;

import java.io.Serializable;

/** What some pages would come to with one codec. */
public final class CodecEstimate implements Serializable {
    private static final long serialVersionUID = 1L;

    String codec;

    /** What a page takes of the pool, its share of the tables included, and what its stored bytes are, each to the bytes of a page. */
    Interval poolRatio;
    Interval storedRatio;

    /** Shares of the pages. */
    Interval raw;
    Interval sameFilled;

    /** Processor time for each page. */
    Interval storeMicros;
    Interval readMicros;

    /** All of these pages in the pool. */
    Interval poolBytes;

    /** Shares of the pages by pool ratio, in bins of {@link CodecTallies#BIN_WIDTH}. */
    double[] bins;

    CodecEstimate() {
    }

    public String codec() {
        return codec;
    }

    public Interval poolRatio() {
        return poolRatio;
    }

    public Interval storedRatio() {
        return storedRatio;
    }

    public Interval raw() {
        return raw;
    }

    public Interval sameFilled() {
        return sameFilled;
    }

    public Interval storeMicros() {
        return storeMicros;
    }

    public Interval readMicros() {
        return readMicros;
    }

    public Interval poolBytes() {
        return poolBytes;
    }
}
