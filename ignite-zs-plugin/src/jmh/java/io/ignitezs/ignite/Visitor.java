package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.PageDecoder;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What one thread needs to visit pages in an order: a place in it, a page to read into, a decoder. */
@State(Scope.Thread)
public class Visitor {
    final ByteBuffer page = ByteBuffer.allocateDirect(PageSet.PAGE_BYTES).order(ByteOrder.nativeOrder());
    final ByteBuffer view = Memory.newView();
    final Segments segments = new Segments();
    final PageDecoder decoder = new PageDecoder(PageSet.PAGE_BYTES, new IgnitePageShape(PageSet.PAGE_BYTES), Codecs.readable());

    /** Threads begin at different places. */
    private int position = ThreadLocalRandom.current().nextInt(1 << 16);

    @TearDown
    public void close() {
        decoder.close();
    }

    /** The next position, 0..end-1. */
    int next(int end) {
        position = position + 1 < end ? position + 1 : 0;
        return position;
    }

    /** Decodes a copy, and nothing else. */
    ByteBuffer decode(StoredCopies copies, int position) {
        copies.segments(position, segments);
        decoder.decode(copies.kind(position), segments, copies.strippedBytes(position), page);
        return page;
    }

    /** As a tier does: checks it first. */
    ByteBuffer verifyAndDecode(StoredCopies copies, int position) {
        decoder.verify(copies.segments(position, segments), copies.checksum(position));
        decoder.decode(copies.kind(position), segments, copies.strippedBytes(position), page);
        return page;
    }
}
