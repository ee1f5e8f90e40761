package io.ignitezs.plugin;

import io.ignitezs.tier.GroupSettings;
import io.ignitezs.tier.PagePolicy;
import io.ignitezs.tier.PoolPart;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What each cache group may take of the pool, and what is left to it. The exact name of a group goes before patterns; of patterns the
 * first that matches counts, in the order of the map, which in Spring's XML is that in which they are written. Pages of volatile groups cannot be
 * refused, so nothing of this holds for them.
 */
final class CacheGroupQuotas implements Function<String, GroupSettings> {
    private final Map<String, String> caps;
    private final Map<String, String> guarantees;
    private final Predicate<String> isVolatile;
    private final PagePolicy policy;
    private final long limitBytes;

    /** @param limitBytes of the pool, for amounts of bytes; percentages follow when it is resized */
    CacheGroupQuotas(Map<String, String> caps, Map<String, String> guarantees, Predicate<String> isVolatile, PagePolicy policy, long limitBytes) {
        this.caps = caps;
        this.guarantees = guarantees;
        this.isVolatile = isVolatile;
        this.policy = policy;
        this.limitBytes = limitBytes;
    }

    @Override public GroupSettings apply(String group) {
        GroupSettings settings = new GroupSettings();
        if (isVolatile.test(group))
            return settings;
        settings.cap = part(find(caps, group), limitBytes);
        settings.guarantee = part(find(guarantees, group), limitBytes);
        settings.pages = policy;
        return settings;
    }

    /**
     * @param text an amount of memory as {@link MemorySize} reads it, 100% being the limit; or null
     * @return null for null
     * @throws IllegalArgumentException if it is none, or not above 0 and at most the limit
     */
    static PoolPart part(String text, long limitBytes) {
        if (text == null)
            return null;
        long bytes = MemorySize.parse(text, limitBytes);
        if (bytes <= 0 || bytes > limitBytes)
            throw new IllegalArgumentException("out of range: " + text);
        return text.indexOf('%') < 0 ? PoolPart.ofBytes(bytes) : PoolPart.ofShare((double)bytes / limitBytes);
    }

    private static String find(Map<String, String> amounts, String group) {
        if (amounts.containsKey(group))
            return amounts.get(group);
        return amounts.keySet().stream().filter(pattern -> new CacheGroupPatterns(List.of(pattern), List.of()).test(group)).findFirst()
            .map(amounts::get).orElse(null);
    }
}
