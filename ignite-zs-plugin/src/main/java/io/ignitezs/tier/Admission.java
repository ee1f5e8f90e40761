package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;
import java.nio.ByteBuffer;

/**
 * Decides which pages are taken in. Whoever is offered a page counts it once: as stored or as refused, by the first of these reasons that holds.
 * <pre>
 *              read, evicted   written   dirty
 * stale              x            x               overtaken by a write or a truncation, or there already
 * policy             x            x        x      no index page, and the group takes no others
 * hysteresis         x                            a page found no room, and no eviction has made any since
 * full               x            x               no room for its entry or its object
 * raw                x            x               does not compress, the tier is full, and such pages have their share
 * quota              x            x        x      its group has reached its cap
 * dirty                                    x      no room for its entry or its object, too much is dirty, or the file was truncated
 * failed             x            x        x      by a mistake, or memory for its codec was short
 * </pre>
 * A page that was read can be read again: it is refused before work is put into it. A page that was written is tried always, because the place of its last
 * version has just become free; a dirty one, because it saves its file a write.
 */
final class Admission {
    private final TierConfiguration configuration;
    private final TierCounters counters;
    private final ZsPool pool;
    private final Evictor evictor;

    Admission(TierConfiguration configuration, TierCounters counters, ZsPool pool, Evictor evictor) {
        this.configuration = configuration;
        this.counters = counters;
        this.pool = pool;
        this.evictor = evictor;
    }

    boolean isIndexPage(ByteBuffer page) {
        return configuration.indexPages.test(page);
    }

    /** Before anything is done for a page that was read. Counts a refusal. */
    boolean admitsRead(PageGroup group, boolean isIndexPage) {
        if (!admits(group, isIndexPage))
            return false;
        if (evictor.isRoomShort())
            return refuse(group, Refusal.HYSTERESIS);
        return !evictor.isFull(group) || refuse(group, Refusal.QUOTA);
    }

    /** Before anything is done for any page. Counts a refusal. */
    boolean admits(PageGroup group, boolean isIndexPage) {
        return isIndexPage || group.policy() != PagePolicy.INDEX_ONLY || refuse(group, Refusal.POLICY);
    }

    /** Before the object of a clean page is stored. Counts a refusal. */
    boolean admitsObject(PageGroup group, PageEncoder encoded) {
        return !isRawTooMuch(encoded) || refuse(group, Refusal.RAW);
    }

    /** Charges the group for the object of a page that is to be stored. Counts a refusal. */
    boolean reserve(PageGroup group, PageEncoder encoded) {
        if (group.reserve(costBytes(encoded)))
            return true;
        evictor.foundFull(group);
        return refuse(group, Refusal.QUOTA);
    }

    /** Ends what {@link #reserve} has begun, if the page was not stored. */
    void release(PageGroup group, PageEncoder encoded) {
        group.release(costBytes(encoded));
    }

    /** There is no room for a page that is not dirty. */
    boolean refuseFull(PageGroup group) {
        evictor.foundFull();
        return refuse(group, Refusal.FULL);
    }

    /** Counts. @return false */
    boolean refuse(PageGroup group, Refusal reason) {
        counters.refusals[reason.ordinal()].increment();
        group.refusals.increment();
        return false;
    }

    /** Counts. @return true */
    boolean stored(PageGroup group) {
        counters.stores.increment();
        group.stores.increment();
        return true;
    }

    private boolean isRawTooMuch(PageEncoder encoded) {
        return encoded.kind() == PageKind.RAW && pool.isHuge(encoded.storedBytes())
            && evictor.isRawAbove(pool.costBytes(encoded.storedBytes())) && evictor.isFull();
    }

    private int costBytes(PageEncoder encoded) {
        return encoded.kind() == PageKind.SAME_FILLED ? 0 : pool.costBytes(encoded.storedBytes());
    }
}
