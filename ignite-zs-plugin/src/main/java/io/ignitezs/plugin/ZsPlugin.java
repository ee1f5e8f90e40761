package io.ignitezs.plugin;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.ignite.plugin.IgnitePlugin;

/**
 * A node's pool, to be watched and worked on: {@code ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME)}, for which Ignite wants
 * the cluster active. Once had it is valid until the node stops, also while the cluster is inactive and when it is active
 * again; after the stop it is like that of a node without pool. Thread-safe.
 * <p>
 * Where Ignite's security is on, whoever changes something needs the permission {@code ADMIN_OPS}, and so does whoever has the node work for an answer: {@link #verify},
 * {@link #estimate}. Else Ignite's {@code SecurityException} is thrown. No change is written down: a restarted node is as its configuration says.
 * <p>
 * What takes long ends early, with an {@code IllegalStateException} that says how far it came, when the node stops, its cluster is deactivated, or the pool is
 * turned off: nobody waits for it.
 */
public final class ZsPlugin implements IgnitePlugin {
    /** Null without node. */
    private final ZsNode node;

    ZsPlugin(ZsNode node) {
        this.node = node;
    }

    /** Whether this node has a pool. False on client nodes and where the configuration says so. */
    public boolean isEnabled() {
        return node != null && node.isEnabled();
    }

    /** A snapshot; all zero while this node has no pool. */
    public ZsStats stats() {
        return isEnabled() ? node.stats() : ZsStats.NONE;
    }

    /** A snapshot for each cache group that goes through the pool and has files open, by name; empty while this node has no pool. */
    public List<ZsGroupStats> groupStats() {
        return isEnabled() ? node.groupStats() : List.of();
    }

    /** A snapshot for each slab of the pool, by number; empty while this node has no pool. */
    public List<ZsSlabStats> slabStats() {
        return isEnabled() ? node.slabStats() : List.of();
    }

    /** A snapshot for each size class of the pool, from the smallest slot up; empty while this node has no pool, or nothing has needed it yet. */
    public List<ZsClassStats> classStats() {
        return isEnabled() ? node.classStats() : List.of();
    }

    /** Of what can be changed, what holds now; null while this node has no pool. */
    public ZsSettings settings() {
        return isEnabled() ? node.operations().settings() : null;
    }

    /** What {@link #compact}, {@link #resize}, {@link #evict}, {@link #disable}, {@link #verify} and {@link #estimate} are at, whoever has called them. */
    public List<ZsOperation> operations() {
        return isEnabled() ? node.operations().running() : List.of();
    }

    /**
     * The compression libraries that this node loaded, for people: name, version and jar of each, or why it is not used. Empty while this node has no pool.
     */
    public List<String> libraries() {
        return isEnabled() ? node.libraries() : List.of();
    }

    /**
     * Compacts the pool now, to the end, whether or not that is on in the background: fills holes, and gives memory that is not needed back to the
     * operating system. Pages are read and stored meanwhile.
     * @return what it did; nothing while the cluster is inactive
     * @throws IllegalStateException if this node has no pool, or if it stops or is deactivated meanwhile
     */
    public ZsCompaction compact() {
        return compact(null);
    }

    /**
     * As {@link #compact()}.
     * @param progress told, by the calling thread, from time to time which share of the work is done, 0..1; ends it early by
     *     throwing something, which is passed on. Must not take long, because upkeep of the pool waits for it. Null if nobody is to be told
     */
    public ZsCompaction compact(DoubleConsumer progress) {
        return pool().compact(progress);
    }

    /**
     * Makes the pool larger, or smaller: then pages are dropped as needed, and when this returns the memory has gone back to the operating system.
     * Pages are read and stored meanwhile. The new size holds until the node stops, also when the cluster is deactivated and activated again; a
     * restarted node has the size of its configuration.
     * @param maxSize as for {@link ZsConfiguration#setMaxSize}
     * @throws IllegalArgumentException if that is no amount of memory, less than the pool's tables need, or more than this process may use. The
     *     pool is then as it was
     * @throws IllegalStateException if this node has no pool; if it stops or is deactivated meanwhile; or if pages that are being read kept the pool
     *     from getting that small, which another try may do. {@link ZsStats#getLimitBytes} is what holds
     */
    public void resize(String maxSize) {
        resize(maxSize, null);
    }

    /**
     * As {@link #resize(String)}. If it ends early the pool keeps the size that it has come down to, until the cluster is deactivated.
     * @param progress as in {@link #compact(DoubleConsumer)}
     */
    public void resize(String maxSize, DoubleConsumer progress) {
        pool().resize(maxSize, progress);
    }

    /**
     * Drops pages, the least valuable first, until those that are left take so much less of the pool. Clean ones are dropped; dirty ones are written to
     * their files first if there are not enough of the others. Pages of volatile cache groups stay. Nothing lasts: pages come in again as they are used.
     * @param amount as for {@link ZsConfiguration#setMaxSize}; a percentage is of what pages take of the pool now
     * @return what it did; nothing while the cluster is inactive or the pool off
     * @throws IllegalArgumentException if that is no amount of memory
     * @throws IllegalStateException if this node has no pool, or one that is only tried out ({@link ZsMode#SHADOW}), or if it stops or is deactivated meanwhile
     * @throws org.apache.ignite.IgniteException if a dirty page could not be written to its file
     */
    public ZsEviction evict(String amount) {
        return evict(amount, null);
    }

    /**
     * As {@link #evict(String)}.
     * @param progress as in {@link #compact(DoubleConsumer)}
     */
    public ZsEviction evict(String amount, DoubleConsumer progress) {
        return pool().evict(amount, progress);
    }

    /**
     * Turns the pool off: dirty pages are written to their files, all pages dropped, all memory given back, while the node works on as stock Ignite.
     * Holds until {@link #enable} or the node's restart.
     * @throws IllegalStateException if this node has no pool
     * @throws org.apache.ignite.IgniteException if a page could not be written to its file; the pool takes no pages any more then, and keeps that one.
     *     Another call tries again
     */
    public void disable() {
        disable(null);
    }

    /**
     * As {@link #disable()}. If it ends early the pool takes no pages any more, and still has dirty ones: another call goes on, and {@link #enable} writes them too.
     * @param progress as in {@link #compact(DoubleConsumer)}; the work is to write the dirty pages
     */
    public void disable(DoubleConsumer progress) {
        pool().turnOff(progress);
    }

    /**
     * Turns the pool on again after {@link #disable}, or after it has turned itself off ({@link ZsStats#isPassThrough}). It begins empty, and comes
     * with no file's past: what was written while it was off is read from the files.
     * @throws IllegalStateException if this node has no pool
     * @throws IllegalArgumentException if its memory cannot be had; it is still off then
     */
    public void enable() {
        pool().turnOn();
    }

    /** How far the reading of pages is that were in the pool before a restart. @throws IllegalStateException if this node has no pool */
    public ZsWarmUp warmUp() {
        return pool().warmUp();
    }

    /**
     * Stops reading pages that were in the pool before a restart, see {@link ZsConfiguration#setWarmRestart}; those that were read stay. If that is over
     * nothing is done but that one that failed counts as stopped. From then on the list for the next restart is of the pages that are here.
     * @throws IllegalStateException if this node has no pool
     */
    public void stopWarmUp() {
        pool().stopWarmUp();
    }

    /**
     * Compresses new pages in another way; pages that are in the pool stay as they are and are read as before. Holds until the node stops; a restarted node
     * has the codec of its configuration.
     * @param codec as for {@link ZsConfiguration#setCodec}
     * @throws IllegalArgumentException if there is no such codec, or it cannot run on this node
     * @throws IllegalStateException if this node has no pool
     */
    public void changeCodec(String codec) {
        pool().codec(codec);
    }

    /**
     * Changes at which share of the pool's size pages begin to be dropped in the background, and at which that stops. Holds until the node stops; a
     * restarted node has those of its configuration.
     * @param high above the low watermark, at most 1
     * @param low  above 0
     * @throws IllegalArgumentException if they are not like that
     * @throws IllegalStateException if this node has no pool
     */
    public void changeWatermarks(double high, double low) {
        pool().watermarks(high, low);
    }

    /**
     * Changes when the pool is compacted in the background, and how fast. Holds until the node stops; a restarted node has what its configuration says.
     * @param startShare as for {@link ZsConfiguration#setCompactionStartShare}
     * @param stopShare  as for {@link ZsConfiguration#setCompactionStopShare}
     * @param cpuShare   as for {@link ZsConfiguration#setCompactionCpuShare}
     * @throws IllegalArgumentException if they are not like that
     * @throws IllegalStateException if this node has no pool, or its configuration has turned compaction in the background off
     */
    public void changeCompaction(double startShare, double stopShare, double cpuShare) {
        pool().compaction(startShare, stopShare, cpuShare);
    }

    /**
     * Checks the pool while it is in use: its tables and lists as far as one place alone can tell, each page by decoding it, and each clean page by comparing
     * it with its file, which reads all of them from disk. What is wrong is looked at again before it is called so, as pages change meanwhile. Changes nothing.
     * @param progress as in {@link #compact(DoubleConsumer)}
     * @return what was found; nothing while the cluster is inactive or the pool off
     * @throws IllegalStateException if this node has no pool, or is being verified already; if it stops or is deactivated meanwhile
     */
    public ZsVerification verify(DoubleConsumer progress) {
        return pool().verify(progress);
    }

    /**
     * Says what the pool gains, and would gain with another codec or of another size: tries codecs on a sample of the pages of all cache groups' files, as the
     * pool would, and looks at page reads meanwhile. What the pool holds is not touched. Figures have the error that comes from sampling. Files are read within the
     * budget of {@link ZsConfiguration#setWarmUpBytesPerSecond}.
     * @param sample       {@code 5%} or a number of pages; null for 20000
     * @param codecs       with commas, each as for {@link ZsConfiguration#setCodec}; null for the one in use, LZ4 and zstd 1
     * @param watchSeconds how long page reads are looked at, up to 3600, 0 for not at all: the longer, the fewer are the first of their page, of which nothing is
     *     known
     * @param progress     as in {@link #compact(DoubleConsumer)}
     * @throws IllegalArgumentException if one of them is not like that
     * @throws IllegalStateException if this node has no pool or no page files, or is making an estimate already; if it stops or is deactivated meanwhile, or the pool
     *     is turned off
     * @throws org.apache.ignite.IgniteException if the files cannot be read
     */
    public ZsEstimate estimate(String sample, String codecs, int watchSeconds, DoubleConsumer progress) {
        return pool().estimate(sample, codecs, watchSeconds, progress);
    }

    /**
     * Begins to write down what happens to pages, for whoever wants to study it: which are read, found, stored, dropped. Ends with {@link #stopTrace}, when the
     * pool is turned off or the cluster deactivated, or when the node stops.
     * @param file     a new file on the node; relative ones begin at Ignite's work directory; null for a name with the time and the node in it
     * @param maxBytes as for {@link ZsConfiguration#setMaxSize}, a percentage is of what is free on the disk, of which it may be half; when the file has that
     *     size events are only counted. Null for 64 MiB
     * @throws IllegalArgumentException if the file exists, its directory does not, or the size is not possible
     * @throws IllegalStateException if this node has no pool, nothing has needed it yet, it is off, or a trace is being written already
     * @throws org.apache.ignite.IgniteException if the file cannot be written
     */
    public ZsTrace startTrace(String file, String maxBytes) {
        return pool().startTrace(file, maxBytes);
    }

    /** What is being traced; null if nothing is. @throws IllegalStateException if this node has no pool */
    public ZsTrace trace() {
        return pool().trace();
    }

    /** Ends a trace. @return what is in the file; null if there was none. @throws IllegalStateException if this node has no pool */
    public ZsTrace stopTrace() {
        return pool().stopTrace();
    }

    private NodeOperations pool() {
        if (node == null)
            throw new IllegalStateException(NodeOperations.NO_POOL);
        return node.operations();
    }
}
