package io.ignitezs.estimate;

import io.ignitezs.codec.Codec;
import io.ignitezs.ignite.PageSource;
import io.ignitezs.tier.PageCost;
import io.ignitezs.tier.TierConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Tries codecs on a sample of a node's pages, as its tier would. For one use by one thread. */
public final class Estimator implements AutoCloseable {
    /** Fewer tell nothing of a stratum. */
    private static final long MIN_SAMPLE = 100;

    private final EstimateSettings settings;
    private final int pageBytes;
    private final Collection<Stratum> strata;
    private final PageCost cost;
    private final List<CodecTrial> trials = new ArrayList<>();
    private final ByteBuffer page;
    private long done;
    private long planned;

    /**
     * @param files      all of one page size, one at least
     * @param limitBytes of the pool, from which its geometry follows; 0 if one is meant that holds everything
     * @param chainLimit as in {@link TierConfiguration}
     */
    public Estimator(List<? extends PageSource> files, EstimateSettings settings, long limitBytes, int chainLimit) {
        this.settings = settings;
        pageBytes = files.get(0).pageBytes();
        strata = strata(files);
        cost = new PageCost(pageBytes, chainLimit == TierConfiguration.CHAIN_LIMIT_BY_SIZE ? chainLimitBySize(limitBytes) : chainLimit);
        page = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
        try {
            for (Codec codec : settings.codecs)
                trials.add(new CodecTrial(pageBytes, codec, settings.checksum, cost));
        }
        catch (Throwable e) {
            close();
            throw e;
        }
    }

    private int chainLimitBySize(long limitBytes) {
        long allBytes = strata.stream().mapToLong(Stratum::pages).sum() * pageBytes;
        return TierConfiguration.chainLimitBySize(limitBytes > 0 ? limitBytes : allBytes / 2, pageBytes);
    }

    private static Collection<Stratum> strata(List<? extends PageSource> files) {
        Map<String, Stratum> strata = new TreeMap<>();
        for (PageSource file : files)
            if (file.pages() > 0)
                strata.computeIfAbsent(file.group() + (file.isIndex() ? "/index" : "/part"), key -> new Stratum(file.group())).add(file);
        return strata.values();
    }

    /** @throws IOException if a file cannot be read */
    public Estimate run() throws IOException {
        long allPages = strata.stream().mapToLong(Stratum::pages).sum();
        long sample = settings.sample.of(allPages);
        for (Stratum stratum : strata)
            planned += count(stratum, sample, allPages);
        Random random = new Random(settings.seed);
        for (Stratum stratum : strata)
            stratum.sample(count(stratum, sample, allPages), random, page, pageBytes, trials.size(), this::take);
        settings.progress.accept(1);
        return new EstimateBuilder(strata, settings, pageBytes, cost).build();
    }

    /** In proportion, so that each page counts as much as any other, unless it would be too few. */
    private static long count(Stratum stratum, long sample, long allPages) {
        long share = Math.round((double)sample * stratum.pages() / allPages);
        return Math.min(stratum.pages(), Math.max(share, MIN_SAMPLE));
    }

    /** Tells how far it is for each page, and for each codec, which may take its time: whoever wants this to end waits no longer. */
    private void take(ByteBuffer page, List<CodecTallies> tallies) {
        for (int codec = 0; codec < tallies.size(); codec++) {
            trials.get(codec).run(page);
            tallies.get(codec).add(trials.get(codec));
            tell();
        }
        done++;
        tell();
    }

    private void tell() {
        settings.progress.accept(Math.min(1, (double)done / planned));
    }

    @Override public void close() {
        trials.forEach(CodecTrial::close);
    }
}
