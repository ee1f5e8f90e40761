package io.ignitezs.estimate;

import io.ignitezs.ignite.PageRead;
import io.ignitezs.ignite.PageType;
import io.ignitezs.tier.PageCost;
import io.ignitezs.tier.Student;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From what was counted to what it means. */
final class EstimateBuilder {
    private static final double NANOS_PER_MICRO = 1000;

    private final Collection<Stratum> strata;
    private final EstimateSettings settings;
    private final int pageBytes;
    private final PageCost cost;

    EstimateBuilder(Collection<Stratum> strata, EstimateSettings settings, int pageBytes, PageCost cost) {
        this.strata = strata;
        this.settings = settings;
        this.pageBytes = pageBytes;
        this.cost = cost;
    }

    Estimate build() {
        List<GroupEstimate> groups = new ArrayList<>();
        for (String name : new TreeSet<>(strata.stream().map(Stratum::group).collect(Collectors.toList())))
            groups.add(group(name, strata.stream().filter(stratum -> stratum.group().equals(name)).collect(Collectors.toList())));
        long sampled = strata.stream().mapToLong(Stratum::sampled).sum();
        return new Estimate(pageBytes, settings.seed, sampled, pages("all", strata, EnumSet.allOf(PageType.class), true), types(strata), groups, null);
    }

    private GroupEstimate group(String name, List<Stratum> ofGroup) {
        return new GroupEstimate(pages(name, ofGroup, EnumSet.allOf(PageType.class), false), types(ofGroup),
            ofGroup.stream().mapToLong(Stratum::pages).sum(), found(ofGroup, PageRead.ENCRYPTED), found(ofGroup, PageRead.UNREADABLE),
            found(ofGroup, PageRead.UNWRITTEN));
    }

    private static long found(List<Stratum> strata, PageRead what) {
        return strata.stream().mapToLong(stratum -> stratum.found(what)).sum();
    }

    private List<PagesEstimate> types(Collection<Stratum> of) {
        List<PagesEstimate> types = new ArrayList<>();
        for (PageType type : PageType.values())
            if (of.stream().anyMatch(stratum -> stratum.tallies().containsKey(type)))
                types.add(pages(type.label(), of, EnumSet.of(type), false));
        return types;
    }

    private PagesEstimate pages(String name, Collection<Stratum> of, Set<PageType> types, boolean wholePool) {
        List<CodecEstimate> codecs = new ArrayList<>();
        double pages = 0;
        long sampled = 0;
        for (int codec = 0; codec < settings.codecs.size(); codec++) {
            List<StratumTally> merged = merged(of, types, codec);
            pages = merged.stream().mapToDouble(tally -> tally.pages).sum();
            sampled = merged.stream().mapToLong(tally -> tally.tallies.poolBytes.count()).sum();
            codecs.add(codec(settings.codecs.get(codec).name(), merged, pages, wholePool));
        }
        return new PagesEstimate(name, pages, sampled, codecs);
    }

    private List<StratumTally> merged(Collection<Stratum> of, Set<PageType> types, int codec) {
        List<StratumTally> merged = new ArrayList<>();
        for (Stratum stratum : of) {
            CodecTallies tallies = new CodecTallies(pageBytes, 0);
            stratum.tallies().forEach((type, byCodec) -> {
                if (types.contains(type))
                    tallies.add(byCodec.get(codec));
            });
            if (tallies.poolBytes.count() > 0)
                merged.add(new StratumTally(tallies, stratum));
        }
        return merged;
    }

    private CodecEstimate codec(String name, List<StratumTally> tallies, double pages, boolean wholePool) {
        CodecEstimate estimate = new CodecEstimate();
        estimate.codec = name;
        estimate.poolRatio = StratumTally.mean(tallies, each -> each.poolBytes).times(1.0 / pageBytes);
        estimate.storedRatio = StratumTally.mean(tallies, each -> each.storedBytes).times(1.0 / pageBytes);
        estimate.raw = StratumTally.mean(tallies, each -> each.raw);
        estimate.sameFilled = StratumTally.mean(tallies, each -> each.sameFilled);
        estimate.storeMicros = StratumTally.mean(tallies, each -> each.storeNanos).times(1 / NANOS_PER_MICRO);
        estimate.readMicros = StratumTally.mean(tallies, each -> each.readNanos).times(1 / NANOS_PER_MICRO);
        estimate.poolBytes = estimate.poolRatio.times(pages * pageBytes);
        estimate.bins = StratumTally.bins(tallies);
        if (wholePool && pages > 0)
            asOnePool(estimate, tallies, pages);
        return estimate;
    }

    /** Adds what is left free in the last zspage of each class. How much that is nobody knows who has not looked at all pages: so it adds to the error, too. */
    private void asOnePool(CodecEstimate estimate, List<StratumTally> tallies, double pages) {
        double perPage = pages / tallies.stream().mapToLong(tally -> tally.tallies.poolBytes.count()).sum();
        LastZspages last = new LastZspages(cost, UnseenSizes.spread(StratumTally.byStoredBytes(tallies, pageBytes), perPage), perPage);
        double error = Student.quantile(Double.POSITIVE_INFINITY) * Math.sqrt(last.freeBytesVariance());
        estimate.poolBytes = new Interval(estimate.poolBytes.value() + last.freeBytes(), Math.hypot(estimate.poolBytes.error(), error));
        estimate.poolRatio = estimate.poolBytes.times(1 / (pages * pageBytes));
    }
}
