package io.ignitezs.tier;

import io.ignitezs.pool.Interleavings;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One page that moves between a data region, the tier and a file, each of which is modelled by the version of the page that it has. Roles keep
 * the rules that Ignite keeps: a page is dropped or loaded under one lock (here: between two pauses), not dropped while it is dirty or is being written,
 * and not loaded while it is being written by page replacement. Where a role would have to wait it does nothing.
 */
final class MovingPage implements Interleavings.Scenario {
    /** What threads do. */
    enum Role {
        /** Drops the page clean and offers it to the tier; twice. */
        EVICTOR,
        /** Drops the page dirty, while a checkpoint runs: it goes to the file and to the tier. */
        REPLACER,
        /** Reads the page, and changes it. */
        CHANGER,
        /** Only reads it. */
        READER,
        /** Writes the page to its file. */
        CHECKPOINT,
        /** Leaves the page in the tier, dirty, and brings it to the file later. */
        DELAYED_CHECKPOINT,
        /** Destroys the partition. */
        TRUNCATOR
    }

    private static final int PAGE_BYTES = 1024;
    private static final int PAGE = 40;
    private static final int NONE = 0;

    private final PageTier tier;
    private final PageIndex index;
    private final Set<Role> roles;
    private final boolean keeps;

    /** What must be read. */
    private int truth = 1;
    private int inFile = 1;
    private int inRegion;
    private boolean regionDirty;
    private boolean loading;
    private boolean pinned;
    private boolean replacing;
    private boolean truncating;

    /**
     * @param inRegion whether the page is there at first, clean; otherwise it is in the tier
     * @param alone    whether no other page shares its chunk of entries
     * @param keeps    whether a page that is loaded stays in the tier too
     */
    MovingPage(Set<Role> roles, boolean inRegion, boolean alone, boolean keeps) {
        this.roles = roles;
        this.keeps = keeps;
        this.inRegion = inRegion ? 1 : NONE;
        tier = PageTier.open(configuration(keeps), new PausePoints() {
            @Override void at(Place place) {
                Interleavings.pause(place);
            }
        });
        index = tier.openIndex("file");
        if (!alone)
            tier.fill(index, PAGE + 1, tier.ticket(index, PAGE + 1), page(77), 0);
        if (!inRegion)
            tier.fill(index, PAGE, tier.ticket(index, PAGE), page(1), 0);
    }

    private static TierConfiguration configuration(boolean keeps) {
        TierConfiguration configuration = TestTiers.ofBytes(256 << 10, PAGE_BYTES);
        configuration.chainLimit = 4;
        configuration.compaction = false;
        configuration.keepsTakenPages = keeps;
        return configuration;
    }

    @Override public Map<String, Runnable> tasks() {
        return Interleavings.tasks(roles, this::run);
    }

    private void run(Role role) {
        switch (role) {
            case EVICTOR:
                evict();
                evict();
                break;
            case REPLACER:
                replace();
                break;
            case CHANGER:
                load();
                change();
                break;
            case READER:
                load();
                break;
            case CHECKPOINT:
                checkpoint();
                break;
            case DELAYED_CHECKPOINT:
                keepDirty();
                flush();
                break;
            default:
                truncate();
        }
    }

    private void evict() {
        pause("will evict");
        if (inRegion == NONE || regionDirty || loading || pinned)
            return;
        long ticket = tier.leftRegion(index, PAGE);
        int copy = inRegion;
        inRegion = NONE;
        if (ticket == PageTier.NO_TICKET)
            return;
        pause("evicted");
        tier.fill(index, PAGE, ticket, page(copy), 0);
    }

    private void replace() {
        pause("will replace");
        if (inRegion == NONE || !regionDirty || loading || pinned)
            return;
        tier.leftRegion(index, PAGE);
        int copy = inRegion;
        inRegion = NONE;
        regionDirty = false;
        replacing = true;
        pause("replaced");
        long ticket = tier.beginWrite(index, PAGE);
        pause("replacement begun");
        if (!truncating)
            inFile = copy;
        pause("replacement written");
        tier.endWrite(index, PAGE, ticket, truncating ? null : page(copy), 0);
        replacing = false;
    }

    private void load() {
        pause("will load");
        if (inRegion != NONE || loading || replacing || truncating)
            return;
        loading = true;
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        int found = tier.take(index, PAGE, page) ? version(page) : readFile();
        if (found != truth)
            throw new AssertionError("version " + found + " was read, it should be " + truth);
        inRegion = found;
        loading = false;
    }

    private int readFile() {
        pause("will read the file");
        int version = inFile;
        pause("has read the file");
        return version;
    }

    private void change() {
        pause("will change");
        if (inRegion == NONE || loading || truncating)
            return;
        inRegion = ++truth;
        regionDirty = true;
    }

    private void checkpoint() {
        pause("will write");
        if (inRegion == NONE || !regionDirty || loading || pinned)
            return;
        int copy = beginCheckpoint();
        tier.forget(index, PAGE);
        pause("forgotten");
        inFile = copy;
        pause("written");
        tier.forget(index, PAGE);
        pinned = false;
    }

    private int beginCheckpoint() {
        pinned = true;
        regionDirty = false;
        int copy = inRegion;
        pause("copied");
        return copy;
    }

    private void keepDirty() {
        pause("will keep");
        if (inRegion == NONE || !regionDirty || loading || pinned)
            return;
        int clears = tier.clears(index);
        int copy = beginCheckpoint();
        if (!tier.keepDirty(index, PAGE, clears, page(copy), 0))
            throw new AssertionError("there is room");
        pinned = false;
    }

    private void flush() {
        pause("will flush");
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        DirtyPage version = new DirtyPage();
        if (tier.nextDirty(index, PAGE) != PAGE || !tier.readDirty(index, PAGE, page, version) || truncating)
            return;
        pause("read for the file");
        if (truncating || replacing)
            return;
        inFile = version(page);
        pause("flushed");
        tier.cleaned(index, PAGE, version, false);
    }

    private void truncate() {
        pause("will truncate");
        if (loading || pinned || replacing)
            return;
        truncating = true;
        inRegion = NONE;
        regionDirty = false;
        truth = NONE;
        pause("invalidated");
        inFile = NONE;
        pause("truncated");
        tier.clear(index);
        truncating = false;
    }

    /** The page must be where it is to be found, and not in two places. */
    @Override public void finish() {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        boolean held = tier.read(index, PAGE, page);
        boolean dirty = tier.dirtyPages(index) > 0;
        if (held && inRegion != NONE && !dirty && !keeps)
            throw new AssertionError("the page is in the region and in the tier");
        if (held && version(page) != (dirty && inRegion == NONE ? truth : dirty ? version(page) : inFile))
            throw new AssertionError("the tier has version " + version(page) + ", the file " + inFile);
        int found = inRegion != NONE ? inRegion : held ? version(page) : inFile;
        if (found != truth)
            throw new AssertionError("version " + found + " is found, it should be " + truth);
        TierChecker.check(tier);
        tier.close();
    }

    private static void pause(String place) {
        Interleavings.pause(place);
    }

    private static ByteBuffer page(int version) {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        TestPages.fill(page, PAGE, version, new Random(3));
        page.putInt(4, version);
        return page;
    }

    private static int version(ByteBuffer page) {
        return page.getInt(4);
    }
}
