package io.ignitezs.estimate;

import io.ignitezs.codec.Codec;
import java.util.List;
import java.util.function.DoubleConsumer;

/** How an estimate is made. Whoever fills it in has checked it. */
public final class EstimateSettings {
    public SampleSize sample = SampleSize.DEFAULT;

    /** Each is tried on each page of the sample. */
    public List<Codec> codecs;

    /** Whether stored bytes get a checksum, which costs time. */
    public boolean checksum = true;

    /** Which pages the sample has. */
    public long seed;

    /** Told from time to time which share of the work is done, 0..1; ends it by throwing something. */
    public DoubleConsumer progress = share -> { };
}
