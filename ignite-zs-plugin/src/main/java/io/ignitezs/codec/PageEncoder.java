package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/**
 * Turns pages into what is stored for them: a word, the page stripped and compressed, or its bytes as they are. Holds the
 * result of one page at a time; belongs to one thread at a time. Positions and limits of pages are neither used nor changed.
 */
public final class PageEncoder implements AutoCloseable {
    private final int pageBytes;
    private final int codecId;
    private final Encoder encoder;
    private final PageShape shape;
    private final Checksum checksums;
    private final IntUnaryOperator costBytes;

    private final ByteBuffer compressed;
    private final ByteBuffer stripped;
    private final ByteBuffer pageView = Memory.newView();
    private final ByteBuffer strippedView = Memory.newView();

    private int kind;
    private boolean padded;
    private int storedBytes;
    private int strippedBytes;
    private long address;
    private long word;
    private int checksum;

    /**
     * @param pageBytes a multiple of 8
     * @param codec     compresses
     * @param shape     strips; null if pages are taken as they come
     * @param checksum  whether stored bytes get one
     * @param costBytes what storing an object of 1..pageBytes takes of the pool: {@code pageBytes} if that is no less than a page
     */
    public PageEncoder(int pageBytes, Codec codec, PageShape shape, boolean checksum, IntUnaryOperator costBytes) {
        assert pageBytes % Long.BYTES == 0 : pageBytes;
        this.pageBytes = pageBytes;
        this.shape = shape;
        this.costBytes = costBytes;
        codecId = codec.id();
        checksums = checksum ? new Checksum() : null;
        compressed = directBuffer(codec.boundBytes(pageBytes));
        stripped = directBuffer(pageBytes);
        encoder = codec.newEncoder(pageBytes);
    }

    /** @param page direct, a whole page from index 0; unchanged and reachable until its stored bytes were copied */
    public void encode(ByteBuffer page) {
        long pageAddress = Memory.address(page);
        if (SameFilled.matches(pageAddress, pageBytes))
            keepWord(Memory.getLong(pageAddress));
        else
            keepSmallest(page, pageAddress);
        Reference.reachabilityFence(page);
    }

    /**
     * Takes the first bytes as they are; the rest of the page is zero. For a page that Ignite has compressed already.
     * @param page  as in {@link #encode}
     * @param bytes 1..pageBytes
     */
    public void encodeRaw(ByteBuffer page, int bytes) {
        assert bytes > 0 && bytes <= pageBytes : bytes;
        keep(PageKind.RAW, Memory.address(page), bytes, bytes);
        padded = bytes < pageBytes;
        Reference.reachabilityFence(page);
    }

    /** {@link PageKind}, or the number of a codec. */
    public int kind() {
        return kind;
    }

    /** Whether zeros, and not {@link PageShape#restore}, make the decoded bytes a page. */
    public boolean padded() {
        return padded;
    }

    /** Bytes of the object, 1..pageBytes; 0 for a same-filled page, which has none. */
    public int storedBytes() {
        return storedBytes;
    }

    /** What decoding gives: {@code pageBytes}, or less if the page was stripped or is padded. */
    public int strippedBytes() {
        return strippedBytes;
    }

    /** Where the stored bytes lie until the next page: in the page itself or in a buffer of this encoder. */
    public long address() {
        return address;
    }

    /** What a same-filled page is filled with. */
    public long word() {
        return word;
    }

    /** CRC32C of the stored bytes or of the word; 0 if switched off. */
    public int checksum() {
        return checksum;
    }

    @Override public void close() {
        encoder.close();
    }

    private void keepWord(long repeated) {
        kind = PageKind.SAME_FILLED;
        padded = false;
        storedBytes = 0;
        strippedBytes = pageBytes;
        address = 0;
        word = repeated;
        checksum = checksums == null ? 0 : checksums.of(repeated);
    }

    private void keepSmallest(ByteBuffer page, long pageAddress) {
        int bytes = strip(pageAddress);
        ByteBuffer source = bytes < pageBytes ? stripped : page;
        int rawCost = costBytes.applyAsInt(bytes);
        int compressedBytes = encoder.encode(source, bytes, compressed, compressed.capacity());
        assert compressedBytes > 0 : "no room within the codec's bound";
        if (compressedBytes < bytes && costBytes.applyAsInt(compressedBytes) < rawCost)
            keep(codecId, Memory.address(compressed), compressedBytes, bytes);
        else if (rawCost < pageBytes)
            keep(PageKind.RAW, Memory.address(source), bytes, bytes);
        else
            keep(PageKind.RAW, pageAddress, pageBytes, pageBytes);
    }

    private int strip(long pageAddress) {
        if (shape == null)
            return pageBytes;
        Memory.point(pageView, pageAddress, pageBytes);
        return shape.strip(pageView, Memory.point(strippedView, Memory.address(stripped), pageBytes));
    }

    private void keep(int keptKind, long keptAddress, int keptBytes, int decodedBytes) {
        kind = keptKind;
        padded = false;
        storedBytes = keptBytes;
        strippedBytes = decodedBytes;
        address = keptAddress;
        word = 0;
        checksum = checksums == null ? 0 : checksums.of(keptAddress, keptBytes);
    }

    private static ByteBuffer directBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
