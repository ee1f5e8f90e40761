package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test void aBoundBelongsToItsBucket() {
        LatencyHistogram histogram = new LatencyHistogram();
        long[] bounds = LatencyHistogram.boundsNanos();
        long[] expected = new long[LatencyHistogram.BUCKETS];
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            histogram.add(bounds[bucket]);
            histogram.add(bounds[bucket] + 1);
            expected[bucket]++;
            expected[bucket + 1]++;
        }
        assertArrayEquals(expected, histogram.counts());
    }

    @Test void whatIsOddHasABucketToo() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(-1);
        histogram.add(0);
        histogram.add(Long.MAX_VALUE);
        assertEquals(2, histogram.counts()[0]);
        assertEquals(1, histogram.counts()[LatencyHistogram.BUCKETS - 1]);
    }
}
