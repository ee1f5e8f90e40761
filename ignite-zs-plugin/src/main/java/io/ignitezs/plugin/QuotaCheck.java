package io.ignitezs.plugin;

import io.ignitezs.tier.PoolPart;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.ignite.IgniteException;

/** Turns the quotas and guarantees of a configuration into settings, or refuses them. */
final class QuotaCheck {
    private final NodeConfiguration configuration;
    private final ZsConfiguration bean;

    QuotaCheck(NodeConfiguration configuration) {
        this.configuration = configuration;
        bean = configuration.bean();
    }

    /** @param limitBytes of the pool */
    CacheGroupQuotas quotas(long limitBytes) {
        bean.getCacheGroupQuotas().forEach((group, amount) -> part("cacheGroupQuotas", group, amount, limitBytes));
        bean.getCacheGroupGuarantees().forEach((group, amount) -> part("cacheGroupGuarantees", group, amount, limitBytes));
        Predicate<String> isVolatile = isVolatile();
        checkNotVolatile("cacheGroupQuotas", bean.getCacheGroupQuotas(), isVolatile);
        checkNotVolatile("cacheGroupGuarantees", bean.getCacheGroupGuarantees(), isVolatile);
        CacheGroupQuotas quotas = new CacheGroupQuotas(bean.getCacheGroupQuotas(), bean.getCacheGroupGuarantees(), isVolatile,
            bean.getPagePolicy().ofTier, limitBytes);
        checkGuarantees(quotas, limitBytes);
        return quotas;
    }

    private void part(String property, String group, String amount, long limitBytes) {
        try {
            if (CacheGroupQuotas.part(amount, limitBytes) == null)
                throw new IllegalArgumentException("null");
        }
        catch (IllegalArgumentException e) {
            throw refuse(property, group, amount, "bytes, 512m, 4g or 25%, above 0 and at most maxSize=" + MemorySize.format(limitBytes));
        }
    }

    private Predicate<String> isVolatile() {
        List<String> patterns = List.of(bean.getVolatileCacheGroups());
        return patterns.isEmpty() ? group -> false : new CacheGroupPatterns(patterns, List.of());
    }

    private void checkNotVolatile(String property, Map<String, String> amounts, Predicate<String> isVolatile) {
        amounts.forEach((group, amount) -> {
            if (CacheGroupPatterns.isName(group) && isVolatile.test(group))
                throw refuse(property, group, amount, "a cache group that is not among volatileCacheGroups");
        });
    }

    /** Of patterns nobody knows yet how many groups they match, so only names are added up. */
    private void checkGuarantees(CacheGroupQuotas quotas, long limitBytes) {
        long sum = 0;
        for (Map.Entry<String, String> guarantee : bean.getCacheGroupGuarantees().entrySet()) {
            long bytes = CacheGroupQuotas.part(guarantee.getValue(), limitBytes).of(limitBytes);
            PoolPart cap = quotas.apply(guarantee.getKey()).cap;
            if (cap != null && bytes > cap.of(limitBytes))
                throw refuse(guarantee, "at most the group's quota=" + MemorySize.format(cap.of(limitBytes)));
            sum += CacheGroupPatterns.isName(guarantee.getKey()) ? bytes : 0;
            if (sum > limitBytes)
                throw refuse(guarantee, "no more than maxSize=" + MemorySize.format(limitBytes) + " for all names together");
        }
    }

    private IgniteException refuse(Map.Entry<String, String> guarantee, String allowed) {
        return refuse("cacheGroupGuarantees", guarantee.getKey(), guarantee.getValue(), allowed);
    }

    private IgniteException refuse(String property, String group, String amount, String allowed) {
        return BadConfiguration.refuse(configuration.nameOf(property), group + "=" + amount, allowed);
    }
}
