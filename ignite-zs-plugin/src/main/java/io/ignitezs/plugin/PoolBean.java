package io.ignitezs.plugin;

import io.ignitezs.ignite.IgniteInternals;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.ignite.plugin.PluginContext;

/** The bean of a node's pool, registered from the node's start to its stop. */
final class PoolBean implements ZsPoolMXBean {
    private final ZsPlugin plugin;

    /** Null if it is not registered. */
    private ObjectName name;

    PoolBean(ZsPlugin plugin) {
        this.plugin = plugin;
    }

    /** A node works without it. */
    synchronized void register(PluginContext context) {
        try {
            name = IgniteInternals.registerMBean(context, "zs", "control", this, ZsPoolMXBean.class);
        }
        catch (JMException e) {
            context.log(ZsPluginProvider.class).warning("Failed to register the bean of the compressed pool", e);
        }
    }

    synchronized void unregister(PluginContext context) {
        if (name == null)
            return;
        try {
            context.igniteConfiguration().getMBeanServer().unregisterMBean(name);
            name = null;
        }
        catch (JMException e) {
            context.log(ZsPluginProvider.class).warning("Failed to unregister the bean of the compressed pool", e);
        }
    }

    @Override public boolean isPassThrough() {
        return plugin.stats().isPassThrough();
    }

    @Override public long getLimitBytes() {
        return plugin.stats().getLimitBytes();
    }

    @Override public long getUsedBytes() {
        return plugin.stats().getUsedBytes();
    }

    @Override public long getPages() {
        return plugin.stats().getPages();
    }

    @Override public double getRatio() {
        return plugin.stats().getRatio();
    }

    @Override public double getHitRatio() {
        return plugin.stats().getHitRatio();
    }

    @Override public long getSavedBytes() {
        return plugin.stats().getSavedBytes();
    }

    @Override public long getCorruptions() {
        return plugin.stats().getCorruptions();
    }

    @Override public String getSettings() {
        return String.valueOf(plugin.settings());
    }

    @Override public String getOperations() {
        return plugin.operations().toString();
    }

    @Override public String stat() {
        return plugin.stats().toString();
    }

    @Override public String classes() {
        return plugin.classStats().stream().filter(each -> each.getZspages() > 0).map(ZsClassStats::toString).collect(Collectors.joining("\n"));
    }

    @Override public String caches() {
        return plugin.groupStats().stream().map(ZsGroupStats::toString).collect(Collectors.joining("\n"));
    }

    @Override public String compact() {
        return plugin.compact().toString();
    }

    @Override public void resize(String maxSize) {
        plugin.resize(maxSize);
    }

    @Override public String evict(String amount) {
        return plugin.evict(amount).toString();
    }

    @Override public void disable() {
        plugin.disable();
    }

    @Override public void enable() {
        plugin.enable();
    }

    @Override public String warmUp() {
        return plugin.warmUp().toString();
    }

    @Override public void stopWarmUp() {
        plugin.stopWarmUp();
    }

    @Override public void changeCodec(String codec) {
        plugin.changeCodec(codec);
    }

    @Override public void changeWatermarks(double high, double low) {
        plugin.changeWatermarks(high, low);
    }

    @Override public void changeCompaction(double startShare, double stopShare, double cpuShare) {
        plugin.changeCompaction(startShare, stopShare, cpuShare);
    }

    @Override public String verify() {
        return plugin.verify(null).toString();
    }

    @Override public String estimate(String sample, String codecs, int watchSeconds) {
        return plugin.estimate(orNull(sample), orNull(codecs), watchSeconds, null).toString();
    }

    @Override public String startTrace(String file, String maxBytes) {
        return plugin.startTrace(orNull(file), orNull(maxBytes)).toString();
    }

    @Override public String trace() {
        return String.valueOf(plugin.trace());
    }

    @Override public String stopTrace() {
        return String.valueOf(plugin.stopTrace());
    }

    /** Consoles have no null. */
    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
