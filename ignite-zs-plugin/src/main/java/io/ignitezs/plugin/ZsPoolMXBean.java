package io.ignitezs.plugin;

import org.apache.ignite.mxbean.MXBeanDescription;
import org.apache.ignite.mxbean.MXBeanParameter;

/** The operations of {@link ZsPlugin} for JMX, and its headline figures; the rest is Ignite's metrics and views. Group {@code zs}, name {@code control}. */
@MXBeanDescription("Compressed pool of this node: watch it and change it. No change outlives a restart.")
public interface ZsPoolMXBean {
    @MXBeanDescription("Whether the pool is off, by disable or by itself: pages go to their files and come from there.")
    boolean isPassThrough();

    @MXBeanDescription("What the pool may take from the operating system.")
    long getLimitBytes();

    @MXBeanDescription("What the pool has taken from the operating system, tables and all.")
    long getUsedBytes();

    @MXBeanDescription("Pages held.")
    long getPages();

    @MXBeanDescription("Stored bytes to bytes before compression.")
    double getRatio();

    @MXBeanDescription("Share of the page reads that was answered from the pool.")
    double getHitRatio();

    @MXBeanDescription("Memory that the pages held would need more if they were not compressed.")
    long getSavedBytes();

    @MXBeanDescription("Stored pages that were found damaged.")
    long getCorruptions();

    @MXBeanDescription("Of what can be changed, what holds now.")
    String getSettings();

    @MXBeanDescription("Long operations that are going on, and how far they are.")
    String getOperations();

    @MXBeanDescription("One line: does it work, what is gained, is it dense.")
    String stat();

    @MXBeanDescription("The size classes in use, one a line.")
    String classes();

    @MXBeanDescription("The cache groups, one a line.")
    String caches();

    @MXBeanDescription("Fills holes and gives memory that is not needed back to the operating system.")
    String compact();

    @MXBeanDescription("Makes the pool larger or smaller, until the node stops.")
    void resize(@MXBeanParameter(name = "maxSize", description = "Bytes, 512m, 4g or 25%.") String maxSize);

    @MXBeanDescription("Drops pages, the least valuable first; dirty ones are written to their files.")
    String evict(@MXBeanParameter(name = "amount", description = "Bytes, 512m, 4g, or a percentage of what pages take now.") String amount);

    @MXBeanDescription("Turns the pool off: writes dirty pages to their files and gives all memory back.")
    void disable();

    @MXBeanDescription("Turns the pool on again; it begins empty.")
    void enable();

    @MXBeanDescription("How far the reading of pages is that were in the pool before a restart.")
    String warmUp();

    @MXBeanDescription("Ends it, also when it has failed; pages that were read stay.")
    void stopWarmUp();

    @MXBeanDescription("Compresses new pages in another way, until the node stops.")
    void changeCodec(@MXBeanParameter(name = "codec", description = "One of lz4, zstd or zstd:level.") String codec);

    @MXBeanDescription("Changes between which shares of its size pages are dropped in the background, until the node stops.")
    void changeWatermarks(
        @MXBeanParameter(name = "high", description = "Above the low one, at most 1.") double high,
        @MXBeanParameter(name = "low", description = "Above 0.") double low);

    @MXBeanDescription("Changes when the pool is compacted in the background and how fast, until the node stops.")
    void changeCompaction(
        @MXBeanParameter(name = "startShare", description = "Share of free room at which it begins.") double startShare,
        @MXBeanParameter(name = "stopShare", description = "Share of free room at which it ends.") double stopShare,
        @MXBeanParameter(name = "cpuShare", description = "How much of one processor it may use.") double cpuShare);

    @MXBeanDescription("Checks the pool while it is in use, and compares clean pages with their files.")
    String verify();

    @MXBeanDescription("What the pool gains, and would gain with another codec or size, from a sample of the node's pages.")
    String estimate(
        @MXBeanParameter(name = "sample", description = "A share such as 5%, or a number of pages; empty for 20000.") String sample,
        @MXBeanParameter(name = "codecs", description = "With commas; empty for the one in use, lz4 and zstd:1.") String codecs,
        @MXBeanParameter(name = "watchSeconds", description = "How long page reads are looked at, up to 3600; 0 for not at all.") int watchSeconds);

    @MXBeanDescription("Begins to write down what happens to pages.")
    String startTrace(
        @MXBeanParameter(name = "file", description = "A new file on the node, relative to Ignite's work directory; empty for a default.") String file,
        @MXBeanParameter(name = "maxBytes", description = "Bytes, 512m or 4g; empty for 64m.") String maxBytes);

    @MXBeanDescription("What is being traced.")
    String trace();

    @MXBeanDescription("Ends a trace.")
    String stopTrace();
}
