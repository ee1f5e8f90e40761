package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * Turns what is stored for a page into the page again: {@link #verify}, {@link #decode} while the object may be read, then
 * {@link #finish}. Belongs to one thread at a time. Positions and limits of pages are neither used nor changed.
 */
public final class PageDecoder implements AutoCloseable {
    private final int pageBytes;
    private final PageShape shape;
    private final Checksum checksums = new Checksum();
    private final Codec[] codecs = new Codec[PageKind.LIMIT];
    private final Decoder[] decoders = new Decoder[PageKind.LIMIT];
    private final ByteBuffer pageView = Memory.newView();

    /**
     * @param pageBytes a multiple of 8
     * @param shape     restores what the encoder's shape has stripped; null if there was none
     * @param readable  the codecs to decode with; one costs nothing until there is an object of it
     */
    public PageDecoder(int pageBytes, PageShape shape, Collection<? extends Codec> readable) {
        this.pageBytes = pageBytes;
        this.shape = shape;
        for (Codec codec : readable)
            codecs[codec.id()] = codec;
    }

    /** @throws ZsCorruptionException if the object's bytes are not those that were stored */
    public void verify(Segments object, int checksum) {
        requireEqual(checksum, checksums.of(object), object.bytes());
    }

    /** @throws ZsCorruptionException if this is not the word that was kept */
    public void verifyWord(long word, int checksum) {
        requireEqual(checksum, checksums.of(word), Long.BYTES);
    }

    /** A same-filled page. */
    public void fill(long word, ByteBuffer page) {
        SameFilled.fill(Memory.address(page), pageBytes, word);
        Reference.reachabilityFence(page);
    }

    /**
     * A page that has an object. Only its first {@code strippedBytes} are the page's until {@link #finish}.
     * @throws ZsCorruptionException if the object cannot be decoded; then {@code page} may hold anything
     */
    public void decode(int kind, Segments object, int strippedBytes, ByteBuffer page) {
        if (strippedBytes <= 0 || strippedBytes > pageBytes)
            throw new ZsCorruptionException("Impossible length of a stored page [expectedBytes=" + strippedBytes
                + ", pageBytes=" + pageBytes + ']');
        if (kind == PageKind.RAW)
            copyOut(object, strippedBytes, page);
        else
            decoder(kind).decode(object, page, strippedBytes);
    }

    /**
     * Makes the decoded bytes a page; needs the object no more.
     * @param strippedBytes as given to {@link #decode}
     * @throws ZsCorruptionException if they cannot become one
     */
    public void finish(ByteBuffer page, int strippedBytes, boolean padded) {
        if (strippedBytes == pageBytes)
            return;
        if (padded)
            Memory.fill(Memory.address(page) + strippedBytes, pageBytes - strippedBytes, (byte)0);
        else
            restore(page, strippedBytes);
        Reference.reachabilityFence(page);
    }

    @Override public void close() {
        for (Decoder decoder : decoders)
            if (decoder != null)
                decoder.close();
    }

    private void copyOut(Segments object, int bytes, ByteBuffer page) {
        if (object.bytes() != bytes)
            throw Failures.wrongLength("raw", object.bytes(), bytes, object.bytes());
        object.copyTo(Memory.address(page));
        Reference.reachabilityFence(page);
    }

    private Decoder decoder(int kind) {
        Decoder decoder = kind >= 0 && kind < PageKind.LIMIT ? decoders[kind] : null;
        return decoder == null ? newDecoder(kind) : decoder;
    }

    private Decoder newDecoder(int kind) {
        Codec codec = kind >= 0 && kind < PageKind.LIMIT ? codecs[kind] : null;
        if (codec == null)
            throw new ZsCorruptionException("No codec decodes this kind of page [kind=" + kind + ']');
        decoders[kind] = codec.newDecoder(pageBytes);
        return decoders[kind];
    }

    private void restore(ByteBuffer page, int strippedBytes) {
        if (shape == null)
            throw new ZsCorruptionException("Nothing restores this stripped page [strippedBytes=" + strippedBytes + ']');
        try {
            shape.restore(Memory.point(pageView, Memory.address(page), pageBytes), strippedBytes);
        }
        catch (RuntimeException e) {
            throw new ZsCorruptionException("Failed to restore a stripped page [strippedBytes=" + strippedBytes
                + ", reason=" + e.getMessage() + ']', e);
        }
    }

    private static void requireEqual(int expected, int actual, int bytes) {
        if (expected != actual)
            throw new ZsCorruptionException("Checksum of stored bytes differs [storedBytes=" + bytes + ", expected="
                + Integer.toHexString(expected) + ", actual=" + Integer.toHexString(actual) + ']');
    }
}
