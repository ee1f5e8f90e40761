package io.ignitezs.plugin;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.estimate.EstimateSettings;
import io.ignitezs.estimate.NodeEstimate;
import io.ignitezs.estimate.SampleSize;
import io.ignitezs.ignite.IgniteInternals;
import io.ignitezs.ignite.LiveNode;
import io.ignitezs.ignite.PageSource;
import io.ignitezs.ignite.ZsPageStoreManager;
import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.pool.MoveProgress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.plugin.PluginContext;

/**
 * What can be done to a node's pool while the node is at work: the one way for {@link ZsPlugin}, the bean and the control utility. Whoever changes
 * something needs the permission to administer the node, and whoever has its disk and its processors work for an answer.
 */
final class NodeOperations {
    static final String NO_POOL = "This node has no compressed pool";

    /** Readers keep frames for microseconds only. */
    private static final int RESIZE_TRIES = 20;

    private final PluginContext context;

    /** Gives null while the node has no pool. */
    private final Supplier<ZsPageStoreManager> manager;

    /** Whether the pool is compacted in the background. */
    private final boolean isCompacted;
    private final Operations operations;
    private final TraceFile trace;

    /** Two of a kind would read twice what one may. */
    private final AtomicBoolean isEstimating = new AtomicBoolean();
    private final AtomicBoolean isVerifying = new AtomicBoolean();

    NodeOperations(PluginContext context, Supplier<ZsPageStoreManager> manager, boolean isCompacted) {
        this.context = context;
        this.manager = manager;
        this.isCompacted = isCompacted;
        operations = new Operations(() -> IgniteInternals.isStopping(context), () -> IgniteInternals.isActive(context));
        trace = new TraceFile(() -> IgniteInternals.workDirectory(context), () -> context.localNode().id());
    }

    List<ZsOperation> running() {
        return operations.list();
    }

    /** @param progress may be null, as in {@link #verify} */
    ZsCompaction compact(DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        return operations.run("compact", progress, told -> new ZsCompaction(asked.coldTier().compact(shares(told))));
    }

    ZsVerification verify(DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        return alone(isVerifying, "This node is verifying its compressed pool already",
            () -> operations.run("verify", progress, told -> new ZsVerification(asked.coldTier().verify(told))));
    }

    /** @param sample, codecs null for a default */
    ZsEstimate estimate(String sample, String codecs, int watchSeconds, DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        PoolArguments.checkEstimate(sample, codecs, watchSeconds);
        String poolCodec = asked.coldTier().tuning().codec.name();
        EstimateSettings settings = new EstimateSettings();
        settings.sample = sample == null ? SampleSize.DEFAULT : SampleSize.parse(sample);
        settings.codecs = EstimatedCodecs.of(poolCodec, codecs);
        settings.checksum = asked.settings().checksum;
        settings.seed = System.nanoTime();
        return alone(isEstimating, "This node is making an estimate already", () -> operations.run("estimate", progress, told -> {
            settings.progress = told;
            return estimate(asked, settings, watchSeconds, poolCodec);
        }));
    }

    private static <T> T alone(AtomicBoolean isRunning, String refusal, Supplier<T> operation) {
        if (isRunning.getAndSet(true))
            throw new IllegalStateException(refusal);
        try {
            return operation.get();
        }
        finally {
            isRunning.set(false);
        }
    }

    private ZsEstimate estimate(ZsPageStoreManager asked, EstimateSettings settings, int watchSeconds, String poolCodec) {
        LiveNode live = asked.liveNode();
        try {
            List<PageSource> files = live.files();
            if (files.isEmpty())
                throw new IllegalStateException("This node has no page files to look at");
            NodeEstimate estimate = new NodeEstimate(live, asked.coldTier()::stats, asked.settings().chainLimit, settings);
            return new ZsEstimate(estimate.run(files, watchSeconds, poolCodec), "Node " + context.localNode().consistentId());
        }
        catch (IOException | IgniteCheckedException e) {
            throw new IgniteException("Failed to look at the page files of this node", e);
        }
    }

    /** Nothing changes if the size is refused. */
    void resize(String maxSize, DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        PoolSize sizes = new PoolSize(asked.coldTier().leastLimitBytes(), AllowedMemory.ofThisProcess().bytes());
        long limitBytes = limitBytes(sizes, maxSize);
        if (!operations.run("resize", progress, told -> resize(asked, limitBytes, sizes, maxSize, told)))
            throw new IllegalStateException("The compressed pool could not get that small yet, try again: pages that are being read keep memory"
                + " [value=" + maxSize + ", limit=" + MemorySize.format(asked.coldTier().stats().limitBytes) + ']');
        log("resized [maxSize=" + maxSize + ", size=" + MemorySize.format(limitBytes) + ']');
    }

    ZsEviction evict(String amount, DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        PoolArguments.checkEviction(amount);
        if (asked.settings().shadowOneOf > 0)
            throw new IllegalStateException("The compressed pool is only tried out (mode=SHADOW): no page is in the way of another one,"
                + " and evicting some would only spoil what is being measured. To begin anew turn it off and on");
        long bytes = amountBytes(asked, amount);
        ZsEviction done = operations.run("evict", progress, told -> new ZsEviction(asked.coldTier().evict(bytes, shares(told))));
        log("emptied in part [amount=" + amount + ", pages=" + done.getPages() + ", freed=" + MemorySize.format(done.getFreedBytes()) + ']');
        return done;
    }

    void turnOff(DoubleConsumer progress) {
        ZsPageStoreManager asked = authorized();
        operations.run("disable", progress, told -> {
            asked.coldTier().turnOff(told);
            return null;
        });
        context.log(ZsPluginProvider.class).info("Compressed pool is off, page files are used instead; ZsPlugin.enable() turns it on again");
    }

    void turnOn() {
        authorized().coldTier().turnOn();
    }

    ZsWarmUp warmUp() {
        ZsPageStoreManager asked = required();
        return new ZsWarmUp(asked.coldTier().stats(), asked.settings().warmRestart ? asked.settings().warmUpBytesPerSecond : 0);
    }

    void stopWarmUp() {
        authorized().coldTier().stopWarmUp();
        log("told to read no more pages that it had before the restart");
    }

    void codec(String name) {
        ZsPageStoreManager asked = authorized();
        Codec codec = parse(name);
        asked.coldTier().tune(tuning -> tuning.with(codec));
        log("given another codec for new pages [codec=" + codec.name() + ']');
    }

    void watermarks(double high, double low) {
        ZsPageStoreManager asked = authorized();
        PoolArguments.checkWatermarks(high, low);
        asked.coldTier().tune(tuning -> tuning.with(high, low));
        log("given other watermarks [highWatermark=" + high + ", lowWatermark=" + low + ']');
    }

    void compaction(double startShare, double stopShare, double cpuShare) {
        ZsPageStoreManager asked = authorized();
        PoolArguments.checkCompaction(startShare, stopShare, cpuShare);
        if (!isCompacted)
            throw new IllegalStateException("This node's compressed pool is not compacted in the background: its configuration says compaction=false");
        asked.coldTier().tune(tuning -> tuning.with(new CompactionSettings(startShare, stopShare, cpuShare)));
        log("given another budget of compaction [startShare=" + startShare + ", stopShare=" + stopShare + ", cpuShare=" + cpuShare + ']');
    }

    /** @return null while this node has no pool */
    ZsSettings settings() {
        ZsPageStoreManager asked = manager.get();
        return asked == null ? null : new ZsSettings(asked.coldTier().tuning());
    }

    ZsTrace startTrace(String file, String maxBytes) {
        return trace.start(authorized().coldTier(), file, maxBytes);
    }

    ZsTrace stopTrace() {
        return trace.stop(authorized().coldTier());
    }

    ZsTrace trace() {
        return trace.current(required().coldTier());
    }

    private static long limitBytes(PoolSize sizes, String maxSize) {
        try {
            return sizes.parse(maxSize);
        }
        catch (IllegalArgumentException e) {
            throw badSize(maxSize, sizes);
        }
    }

    /** Tables may have grown since the size was looked at. */
    private static boolean resize(ZsPageStoreManager asked, long limitBytes, PoolSize sizes, String maxSize, DoubleConsumer told) {
        try {
            boolean done = asked.coldTier().resize(limitBytes, shares(told));
            for (int tries = 1; !done && tries < RESIZE_TRIES; tries++)
                done = asked.coldTier().resize(limitBytes, shares(told));
            return done;
        }
        catch (IllegalArgumentException e) {
            throw badSize(maxSize, sizes);
        }
    }

    private static IllegalArgumentException badSize(String maxSize, PoolSize sizes) {
        return new IllegalArgumentException("Bad size of the compressed pool [value=" + maxSize + ", allowed=" + sizes + ']');
    }

    /** A percentage is of what pages take now. */
    private static long amountBytes(ZsPageStoreManager asked, String amount) {
        long heldBytes = asked.coldTier().pageCostBytes();
        try {
            long bytes = MemorySize.parse(amount, heldBytes);
            boolean isShare = amount.contains("%");
            if (isShare ? bytes <= heldBytes : bytes > 0)
                return bytes;
        }
        catch (IllegalArgumentException e) {
            throw PoolArguments.badEviction(amount);
        }
        throw PoolArguments.badEviction(amount);
    }

    private static MoveProgress shares(DoubleConsumer told) {
        return (done, total) -> told.accept((double)done / total);
    }

    /** A known codec may be unable to run here: zstd needs its native library. */
    private static Codec parse(String name) {
        try {
            return Codecs.parse(name);
        }
        catch (IllegalStateException | LinkageError e) {
            throw new IllegalArgumentException("The codec cannot run on this node [value=" + name + ", reason=" + e.getMessage() + ']', e);
        }
    }

    private void log(String what) {
        context.log(ZsPluginProvider.class).info("Compressed pool was " + what);
    }

    /** @return the pool, for somebody who may administer the node */
    private ZsPageStoreManager authorized() {
        ZsPageStoreManager asked = required();
        IgniteInternals.authorizeAdministration(context);
        return asked;
    }

    private ZsPageStoreManager required() {
        ZsPageStoreManager asked = manager.get();
        if (asked == null)
            throw new IllegalStateException(NO_POOL);
        return asked;
    }
}
