package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.PageStoreSettings;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.PagePolicy;
import io.ignitezs.tier.TierConfiguration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.lang.IgniteProductVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationCheckTest {
    private static final long ALLOWED_BYTES = 1L << 30;

    private final ZsConfiguration bean = new ZsConfiguration();
    private final DataStorageConfiguration storage = new DataStorageConfiguration();
    private final IgniteConfiguration node = new IgniteConfiguration().setDataStorageConfiguration(storage);
    private String ignite = "2.17.0";

    ConfigurationCheckTest() {
        storage.getDefaultDataRegionConfiguration().setPersistenceEnabled(true);
    }

    @Test void defaultsAreFine() {
        PageStoreSettings settings = settings();
        assertEquals(ALLOWED_BYTES / 4, settings.limitBytes);
        assertEquals("lz4", settings.codec.name());
        assertTrue(settings.checksum);
        assertFalse(settings.excludeEncrypted);
        assertTrue(settings.includedGroup.test("any"));
    }

    @ParameterizedTest @CsvSource({"1m, 1", "16m, 1", "40m, 2", "64m, 4", "256m, 16", "1g, 64"})
    void aShadowIsShownAsFewPagesAsMakesSense(String size, int oneOf) {
        assertEquals(0, settings().shadowOneOf);
        bean.setMode(ZsMode.SHADOW).setMaxSize(size);
        assertEquals(oneOf, settings().shadowOneOf);
        assertFalse(settings().warmRestart || settings().writeBack);
        bean.setVolatileCacheGroups("s*");
        assertRefused("[property=volatileCacheGroups, value=[s*], allowed=none with mode=SHADOW, in which no page is only in the pool]");
    }

    @Test void defaultsAreThoseOfTheTier() {
        TierConfiguration tier = new TierConfiguration();
        PageStoreSettings settings = settings();
        assertEquals(tier.chainLimit, settings.chainLimit);
        assertEquals(tier.highWatermark, settings.highWatermark);
        assertEquals(tier.lowWatermark, settings.lowWatermark);
        assertEquals(tier.evictionOrder, settings.evictionOrder);
        assertEquals(tier.checksum, settings.checksum);
        assertEquals(tier.maxRawShare, settings.maxRawShare);
        assertNull(settings.groups.apply("any").cap);
        assertNull(settings.groups.apply("any").guarantee);
        assertEquals(PagePolicy.ALL, settings.groups.apply("any").pages);
        assertEquals(tier.compaction, settings.compaction);
        assertEquals(tier.compactionStartShare, settings.compactionStartShare);
        assertEquals(tier.compactionStopShare, settings.compactionStopShare);
        assertEquals(tier.compactionCpuShare, settings.compactionCpuShare);
    }

    @Test void everyPropertyArrives() {
        bean.setMaxSize("64m").setChainLimit(4).setHighWatermark(1).setLowWatermark(0.5)
            .setMaxRawShare(0.5).setPagePolicy(ZsPagePolicy.INDEX_FIRST).setCacheGroupQuotas(Map.of("o*", "50%"))
            .setCacheGroupGuarantees(Map.of("*", "1m")).setCompaction(false).setCompactionStartShare(0.3).setCompactionStopShare(0).setCompactionCpuShare(1)
            .setWarmRestart(false).setWarmUpBytesPerSecond("64k").setWarmListPeriodSeconds(1)
            .setChecksum(false).setExcludeEncrypted(true).setIncludedCacheGroups("o*").setExcludedCacheGroups("*x");
        PageStoreSettings settings = settings();
        assertEquals(64 << 20, settings.limitBytes);
        assertEquals(4, settings.chainLimit);
        assertEquals(1, settings.highWatermark);
        assertEquals(0.5, settings.lowWatermark);
        assertEquals(0.5, settings.maxRawShare);
        assertEquals(PagePolicy.INDEX_FIRST, settings.groups.apply("prices").pages);
        assertNull(settings.groups.apply("prices").cap);
        assertEquals(32 << 20, settings.groups.apply("orders").cap.of(64 << 20));
        assertEquals(1 << 20, settings.groups.apply("prices").guarantee.of(64 << 20));
        assertFalse(settings.compaction);
        assertEquals(0.3, settings.compactionStartShare);
        assertEquals(0, settings.compactionStopShare);
        assertEquals(1, settings.compactionCpuShare);
        assertFalse(settings.checksum);
        assertTrue(settings.excludeEncrypted);
        assertTrue(settings.includedGroup.test("orders"));
        assertFalse(settings.includedGroup.test("ox"));
        assertFalse(settings.includedGroup.test("prices"));
        assertFalse(settings.warmRestart);
        assertEquals(64 << 10, settings.warmUpBytesPerSecond);
        assertEquals(1000, settings.warmListPeriodMillis);
    }

    @Test void aRestartIsWarmUnlessConfiguredOtherwise() {
        PageStoreSettings settings = settings();
        assertTrue(settings.warmRestart);
        assertEquals(PageStoreSettings.DEFAULT_WARM_UP_BYTES_PER_SECOND, settings.warmUpBytesPerSecond);
        assertEquals(PageStoreSettings.DEFAULT_WARM_LIST_PERIOD_MILLIS, settings.warmListPeriodMillis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "63k", "50%", "100%", "2t", "fast", "", "-1m"})
    void badSpeedOfTheWarmUp(String speed) {
        bean.setWarmUpBytesPerSecond(speed);
        assertRefused("[property=warmUpBytesPerSecond, value=" + speed + ", allowed=bytes, 64k to 1t]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 86_401})
    void badPeriodOfTheWarmList(int seconds) {
        bean.setWarmListPeriodSeconds(seconds);
        assertRefused("[property=warmListPeriodSeconds, value=" + seconds + ", allowed=1..86400]");
    }

    @Test void anEvictionOrderIsOneOfThoseThatThereAre() {
        bean.setEvictionOrder("Clock");
        assertEquals(EvictionOrders.CLOCK, settings().evictionOrder);
        bean.setEvictionOrder("lru");
        assertRefused("[property=evictionOrder, value=lru, allowed=clock | s3-fifo]");
        bean.setEvictionOrder(null);
        assertRefused("[property=evictionOrder, value=null, allowed=clock | s3-fifo]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd:20", "zstd:-8", "zstd:", "lz4:1", ""})
    void unknownCodec(String codec) {
        bean.setCodec(codec);
        assertRefused("[property=codec, value=" + codec + ", allowed=lz4 | zstd | zstd:<-7..19>]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0%", "1k", "1025m", "101%", "some", "", "1.5g"})
    void badSize(String size) {
        bean.setMaxSize(size);
        assertRefused("[property=maxSize, value=" + size
            + ", allowed=bytes, 512m, 4g or 25%, from 1.0 MiB to 1024.0 MiB that this process may use]");
    }

    @ParameterizedTest
    @CsvSource({"1m, 1048576", "1048576, 1048576", "1g, 1073741824", "100%, 1073741824"})
    void sizeAtTheEdge(String size, long bytes) {
        bean.setMaxSize(size);
        assertEquals(bytes, settings().limitBytes);
    }

    @ParameterizedTest
    @CsvSource({"1.01, 0.5, highWatermark, 1.01", "0, 0.5, highWatermark, 0.0", "NaN, 0.5, highWatermark, NaN",
        "0.9, 0.9, lowWatermark, 0.9", "0.9, 0.95, lowWatermark, 0.95", "0.9, 0, lowWatermark, 0.0",
        "0.9, -1, lowWatermark, -1.0", "0.9, NaN, lowWatermark, NaN"})
    void badWatermarks(double high, double low, String property, String value) {
        bean.setHighWatermark(high).setLowWatermark(low);
        assertRefused("[property=" + property + ", value=" + value + ", allowed=above 0, ");
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0, 0.5, 'compactionStartShare, value=-0.1, allowed=from 0 to 1'",
        "1.1, 0, 0.5, 'compactionStartShare, value=1.1, allowed=from 0 to 1'",
        "NaN, 0, 0.5, 'compactionStartShare, value=NaN, allowed=from 0 to 1'",
        "0.1, -0.1, 0.5, 'compactionStopShare, value=-0.1, allowed=from 0 to compactionStartShare=0.1'",
        "0.1, 0.2, 0.5, 'compactionStopShare, value=0.2, allowed=from 0 to compactionStartShare=0.1'",
        "0.1, NaN, 0.5, 'compactionStopShare, value=NaN, allowed=from 0 to compactionStartShare=0.1'",
        "0.1, 0.1, 0, 'compactionCpuShare, value=0.0, allowed=above 0, at most 1'",
        "0.1, 0.1, 1.1, 'compactionCpuShare, value=1.1, allowed=above 0, at most 1'",
        "0.1, 0.1, NaN, 'compactionCpuShare, value=NaN, allowed=above 0, at most 1'"})
    void badCompaction(double start, double stop, double cpu, String refusal) {
        bean.setCompactionStartShare(start).setCompactionStopShare(stop).setCompactionCpuShare(cpu);
        assertRefused("[property=" + refusal + ']');
    }

    @Test void compactionAtTheEdges() {
        bean.setCompactionStartShare(1).setCompactionStopShare(1).setCompactionCpuShare(1);
        assertEquals(1, settings().compactionStopShare);
        bean.setCompactionStartShare(0).setCompactionStopShare(0);
        assertEquals(0, settings().compactionStartShare);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void badRawShare(double share) {
        bean.setMaxRawShare(share);
        assertRefused("[property=maxRawShare, value=" + share + ", allowed=from 0 to 1]");
    }

    @Test void noPagePolicy() {
        bean.setPagePolicy(null);
        assertRefused("[property=pagePolicy, value=null, allowed=ALL | INDEX_FIRST | INDEX_ONLY]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0%", "101%", "513m", "much", "", "-1", "NaN%"})
    void badQuota(String amount) {
        bean.setMaxSize("512m").setCacheGroupQuotas(Map.of("o*", amount));
        assertRefused("[property=cacheGroupQuotas, value=o*=" + amount + ", allowed=bytes, 512m, 4g or 25%, above 0 and at most maxSize=512.0 MiB]");
        bean.setCacheGroupQuotas(Map.of()).setCacheGroupGuarantees(Map.of("o*", amount));
        assertRefused("[property=cacheGroupGuarantees, value=o*=" + amount + ", allowed=bytes, 512m,");
    }

    @Test void quotasThatContradictEachOther() {
        bean.setMaxSize("512m").setCacheGroupQuotas(Map.of("o*", "25%")).setCacheGroupGuarantees(Map.of("orders", "129m"));
        assertRefused("[property=cacheGroupGuarantees, value=orders=129m, allowed=at most the group's quota=128.0 MiB]");
        bean.setCacheGroupQuotas(Map.of()).setCacheGroupGuarantees(new TreeMap<>(Map.of("a", "60%", "b", "50%")));
        assertRefused("[property=cacheGroupGuarantees, value=b=50%, allowed=no more than maxSize=512.0 MiB for all names together]");
        bean.setCacheGroupGuarantees(Map.of("a*", "60%", "b*", "50%"));
        assertDoesNotThrow(() -> settings());
    }

    @Test void quotasOfVolatileGroups() {
        bean.setVolatileCacheGroups("s*").setCacheGroupQuotas(Map.of("session", "5%"));
        assertRefused("[property=cacheGroupQuotas, value=session=5%, allowed=a cache group that is not among volatileCacheGroups]");
    }

    @Test void malformedQuotas() {
        bean.setCacheGroupQuotas(Map.of(" x", "5%"));
        assertRefused("[property=cacheGroupQuotas, value=\" x\", allowed=a cache group's name, or a pattern with * or ?");
        bean.setCacheGroupQuotas(Collections.singletonMap("x", null));
        assertRefused("[property=cacheGroupQuotas, value=x=null, allowed=");
        bean.setCacheGroupQuotas(Collections.singletonMap(null, "5%"));
        assertRefused("[property=cacheGroupQuotas, value=null, allowed=");
    }

    @Test void namesOfQuotasMustBeKnown() {
        bean.setCacheGroupQuotas(Map.of("a*", "5%", "orders", "5%"));
        assertUnknown("[property=cacheGroupQuotas, value=orders, allowed=a cache group of this node [],");
        bean.setCacheGroupQuotas(Map.of()).setCacheGroupGuarantees(Map.of("orders", "5%"));
        assertUnknown("[property=cacheGroupGuarantees, value=orders, allowed=a cache group of this node [],");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 17, 1, -1})
    void badChainLimit(int limit) {
        bean.setChainLimit(limit);
        assertRefused("[property=chainLimit, value=" + limit + ", allowed=0 (by size) or 4..16]");
    }

    @Test void noMode() {
        bean.setMode(null);
        assertRefused("[property=mode, value=null, allowed=WRITE_THROUGH | WRITE_BACK | SHADOW]");
    }

    @Test void malformedPatterns() {
        bean.setIncludedCacheGroups("orders", " x");
        assertRefused("[property=includedCacheGroups, value=\" x\", allowed=a cache group's name, or a pattern with * or ?");
        bean.setIncludedCacheGroups().setExcludedCacheGroups("");
        assertRefused("[property=excludedCacheGroups, value=\"\", allowed=");
        bean.setExcludedCacheGroups((String)null);
        assertRefused("[property=excludedCacheGroups, value=null, allowed=");
    }

    @Test void noPersistence() {
        storage.getDefaultDataRegionConfiguration().setPersistenceEnabled(false);
        storage.setDataRegionConfigurations(new DataRegionConfiguration().setName("other"));
        assertRefused("[property=persistenceEnabled, value=false, allowed=true for at least one data region]");
        node.setDataStorageConfiguration(null);
        assertRefused("[property=persistenceEnabled, value=false, ");
    }

    @Test void onePersistentRegionIsEnough() {
        storage.getDefaultDataRegionConfiguration().setPersistenceEnabled(false);
        storage.setDataRegionConfigurations(new DataRegionConfiguration().setName("a"),
            new DataRegionConfiguration().setName("b").setPersistenceEnabled(true));
        assertTrue(settings().limitBytes > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16.0", "2.18.0", "2.17.1", "3.17.0"})
    void anotherIgnite(String version) {
        ignite = version;
        assertRefused("[property=igniteVersion, value=" + version + ", allowed=2.17.0]");
    }

    @Test void propertiesOfTheEnvironmentAreCalledAsThere() {
        NodeConfiguration found = NodeConfiguration.find(null, node, true, Map.of("IGNITE_ZS_CODEC", "snappy")::get);
        IgniteException refused = assertThrows(IgniteException.class, () -> settings(found));
        assertEquals("Bad ignite-zs configuration [property=IGNITE_ZS_CODEC, value=snappy, allowed=lz4 | zstd | zstd:<-7..19>]",
            refused.getMessage());
    }

    @Test void namesMustBeKnown() {
        node.setCacheConfiguration(new CacheConfiguration<>("orders"), new CacheConfiguration<>("prices").setGroupName("sales"));
        bean.setIncludedCacheGroups("orders", "sales", "later*", "old");
        assertDoesNotThrow(() -> check().checkNames(List.of("old")));
        assertUnknown("[property=includedCacheGroups, value=old, allowed=a cache group of this node [orders, sales],"
            + " or for one that is created later a pattern with * or ?, such as old*]");
    }

    @Test void aCacheInAGroupIsNotAGroup() {
        node.setCacheConfiguration(new CacheConfiguration<>("prices").setGroupName("sales"));
        bean.setExcludedCacheGroups("prices");
        assertUnknown("[property=excludedCacheGroups, value=prices, allowed=a cache group of this node [sales],");
    }

    private void assertUnknown(String message) {
        IgniteException refused = assertThrows(IgniteException.class, () -> check().checkNames(List.of()));
        assertTrue(refused.getMessage().startsWith("Bad ignite-zs configuration " + message), refused::getMessage);
    }

    private void assertRefused(String message) {
        IgniteException refused = assertThrows(IgniteException.class, this::settings);
        assertTrue(refused.getMessage().startsWith("Bad ignite-zs configuration " + message), refused::getMessage);
    }

    private PageStoreSettings settings() {
        return settings(new NodeConfiguration(bean));
    }

    private PageStoreSettings settings(NodeConfiguration configuration) {
        return new ConfigurationCheck(configuration, node).settings(IgniteProductVersion.fromString(ignite), ALLOWED_BYTES);
    }

    private ConfigurationCheck check() {
        return new ConfigurationCheck(new NodeConfiguration(bean), node);
    }
}
