package io.ignitezs.estimate;

import io.ignitezs.tier.Student;
import java.util.List;
import java.util.function.Function;

/** The sampled pages of one stratum, or some types of them, and how many pages they stand for. */
final class StratumTally {
    final CodecTallies tallies;
    final double pages;

    /** Share of the stratum that was looked at: what is known of it is no estimate. */
    private final double seenShare;

    StratumTally(CodecTallies tallies, Stratum stratum) {
        this.tallies = tallies;
        seenShare = (double)stratum.sampled() / stratum.pages();
        pages = tallies.poolBytes.count() / seenShare;
    }

    /** The mean over all pages that the tallies stand for; NaN if there are none. */
    static Interval mean(List<StratumTally> strata, Function<CodecTallies, Tally> which) {
        double pages = 0;
        double sum = 0;
        double variance = 0;
        double freedom = 0;
        for (StratumTally stratum : strata) {
            Tally tally = which.apply(stratum.tallies);
            pages += stratum.pages;
            sum += stratum.pages * tally.mean();
            variance += stratum.pages * stratum.pages * tally.variance() / tally.count() * (1 - stratum.seenShare);
            freedom += tally.count() - 1;
        }
        boolean seenAll = strata.stream().allMatch(stratum -> stratum.seenShare >= 1);
        double error = seenAll ? 0 : freedom < 1 ? Double.NaN : Student.quantile(freedom) * Math.sqrt(variance) / pages;
        return new Interval(sum / pages, error);
    }

    /** Shares of the pages. */
    static double[] bins(List<StratumTally> strata) {
        double[] bins = new double[CodecTallies.BINS];
        double pages = strata.stream().mapToDouble(stratum -> stratum.pages).sum();
        for (StratumTally stratum : strata)
            for (int bin = 0; bin < bins.length; bin++)
                bins[bin] += stratum.tallies.bins[bin] / stratum.seenShare / pages;
        return bins;
    }

    /** How many pages are stored in so many bytes. */
    static double[] byStoredBytes(List<StratumTally> strata, int pageBytes) {
        double[] pages = new double[pageBytes + 1];
        for (StratumTally stratum : strata)
            for (int bytes = 0; bytes <= pageBytes; bytes++)
                pages[bytes] += stratum.tallies.byStoredBytes[bytes] / stratum.seenShare;
        return pages;
    }
}
