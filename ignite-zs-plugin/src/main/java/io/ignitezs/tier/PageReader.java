package io.ignitezs.tier;

import io.ignitezs.codec.PageDecoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.ZsPool;
import java.nio.ByteBuffer;

/** Reads pages for one thread at a time; what it needs for that is made once. */
final class PageReader implements AutoCloseable {
    /** An entry is changed before its object is freed, so a dead handle is met only in between; more often than this it is damage. */
    private static final int MAX_RETRIES = 10_000;

    private final EntryReads entries;
    private final ZsPool pool;
    private final PageDecoder decoder;
    private final boolean verifies;
    private final TierCounters counters;
    private final Timings timings;
    private final Sampler sampler;
    private final EntrySnapshot entry = new EntrySnapshot();
    private final Segments object = new Segments();

    /** How far the read has come; not one reference, which would cost the collector's barrier each time. */
    private boolean isFound;
    private boolean isVerified;

    PageReader(EntryReads entries, ZsPool pool, PageDecoder decoder, boolean verifies, TierCounters counters, Timings timings, Sampler sampler) {
        this.entries = entries;
        this.pool = pool;
        this.decoder = decoder;
        this.verifies = verifies;
        this.counters = counters;
        this.timings = timings;
        this.sampler = sampler;
    }

    /**
     * @return whether {@code page} holds the page now
     * @throws ZsCorruptionException if what is stored for it is damaged; {@link #entry} is what was found, {@link #suspect} what it is
     */
    boolean read(PageIndex index, int pageIndex, ByteBuffer page) {
        long begun = begin();
        if (!find(index, pageIndex, page, false))
            return false;
        entries.used(entry.address);
        timings.read(entry.kind, begun);
        countSegments();
        return true;
    }

    /**
     * As {@link #read}, for a dirty page and without the mark that it is in use.
     * @return false if the page is not dirty
     */
    boolean readDirty(PageIndex index, int pageIndex, ByteBuffer page) {
        begin();
        return find(index, pageIndex, page, true);
    }

    /** As {@link #read}, without the mark that it is in use. */
    boolean peek(PageIndex index, int pageIndex, ByteBuffer page) {
        begin();
        return find(index, pageIndex, page, false);
    }

    /** Whether a page that was peeked at is the same now, dirty if it was dirty. */
    boolean isStill(PageVersion version) {
        return entries.read(version.index, version.pageIndex, entry) && entry.kind == version.kind && entry.word == version.word
            && entry.isDirty() == version.isDirty();
    }

    EntrySnapshot entry() {
        return entry;
    }

    /** What is damaged, if reading has just ended so. */
    Damaged suspect() {
        if (!isFound)
            return Damaged.ENTRY;
        return isVerified ? Damaged.DECODING : Damaged.CHECKSUM;
    }

    @Override public void close() {
        decoder.close();
    }

    private long begin() {
        isFound = false;
        isVerified = false;
        return sampler.begin();
    }

    private void countSegments() {
        if (entry.kind != PageKind.SAME_FILLED && object.count() == 2)
            counters.twoSegmentReads.increment();
    }

    private ZsCorruptionException namesNoObject() {
        return new ZsCorruptionException("The entry of a page names no object [handle=" + Long.toHexString(entry.handle()) + ']');
    }

    /** @return false if the page is not here, or {@code onlyDirty} and it is not dirty */
    private boolean find(PageIndex index, int pageIndex, ByteBuffer page, boolean onlyDirty) {
        for (int retries = 0; entries.read(index, pageIndex, entry) && (!onlyDirty || entry.isDirty()); retries++) {
            if (retries > MAX_RETRIES)
                throw namesNoObject();
            if (readEntry(page, Entry.mix(index.number(), pageIndex, entry.kind, entry.length)))
                return true;
        }
        return false;
    }

    /** @return false if the object has been freed meanwhile */
    private boolean readEntry(ByteBuffer page, int mix) {
        if (entry.kind != PageKind.SAME_FILLED)
            return readObject(page, mix);
        isFound = true;
        if (verifies)
            decoder.verifyWord(entry.word, entry.checksum ^ mix);
        decoder.fill(entry.word, page);
        return true;
    }

    private boolean readObject(ByteBuffer page, int mix) {
        int pin = pool.beginRead(entry.handle(), entry.storedBytes(), object);
        if (pin == 0)
            return false;
        if (!Stripes.unchanged(entry.stripe, entry.count)) {
            // Handles come round again after 65535 lives of a slot; an entry that has not changed has kept its object alive.
            pool.endRead(pin);
            return false;
        }
        long begunNanos = sampler.isForCpu() ? timings.cpu.nanos() : 0;
        try {
            isFound = true;
            if (verifies)
                decoder.verify(object, entry.checksum ^ mix);
            isVerified = true;
            decoder.decode(entry.kind, object, entry.decodedBytes(), page);
        }
        catch (ZsCorruptionException e) {
            throw e;
        }
        catch (RuntimeException e) {
            throw new ZsCorruptionException("Failed to decode stored bytes [reason=" + e + ']', e);
        }
        finally {
            pool.endRead(pin);
        }
        decoder.finish(page, entry.decodedBytes(), entry.isPadded());
        if (sampler.isForCpu())
            timings.decoded(begunNanos);
        return true;
    }
}
