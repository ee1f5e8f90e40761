package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageCodingTest {
    private static final int PAGE_BYTES = 4096;

    private final Random random = new Random(4711);

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({"1024,lz4", "2048,lz4", "4096,lz4", "8192,lz4", "16384,lz4", "1024,zstd", "4096,zstd:-7", "16384,zstd:19"})
    void bringsBackEveryKindOfPage(int pageBytes, String codec) {
        for (Content content : Content.values())
            for (int usedBytes : new int[] {0, 4, 5, 100, pageBytes / 2, pageBytes - 1, pageBytes})
                roundTrip(page(content, pageBytes, usedBytes), Codecs.parse(codec), content + ", used " + usedBytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x0102030405060708L, Long.MIN_VALUE})
    void keepsOneRepeatedWord(long word) {
        GuardedMemory page = new GuardedMemory(PAGE_BYTES);
        SameFilled.fill(page.address(), PAGE_BYTES, word);
        try (PageEncoder encoder = encoder(Codecs.parse("lz4"), null); PageDecoder decoder = decoder(null)) {
            encoder.encode(page.buffer());
            assertEquals(PageKind.SAME_FILLED, encoder.kind());
            assertEquals(word, encoder.word());
            assertEquals(0, encoder.storedBytes());
            decoder.verifyWord(word, encoder.checksum());
            assertThrows(ZsCorruptionException.class, () -> decoder.verifyWord(word ^ 1, encoder.checksum()));
            GuardedMemory target = new GuardedMemory(PAGE_BYTES);
            decoder.fill(encoder.word(), target.buffer());
            assertArrayEquals(page.content(), target.content());
            target.checkGuards();
        }
    }

    @Test
    void compressesOnlyIfThatCostsLess() {
        byte[] text = page(Content.TEXT, PAGE_BYTES, 1000);
        assertEquals(Lz4Codec.ID, kindWhenCosting(text, new PrefixShape(PAGE_BYTES), bytes -> bytes));
        assertEquals(PageKind.RAW, kindWhenCosting(text, new PrefixShape(PAGE_BYTES), bytes -> 1024));
        assertEquals(Lz4Codec.ID, kindWhenCosting(text, null, bytes -> bytes < PAGE_BYTES ? PAGE_BYTES - 1 : PAGE_BYTES));
        assertEquals(PageKind.RAW, kindWhenCosting(text, null, bytes -> PAGE_BYTES));
    }

    @Test
    void asksOnlyWhatAnObjectOfAPageAtMostCosts() {
        assertEquals(PageKind.RAW, kindWhenCosting(Content.RANDOM.bytes(PAGE_BYTES, random), null, bytes -> {
            assertTrue(bytes > 0 && bytes <= PAGE_BYTES, "asked for " + bytes);
            return bytes;
        }));
    }

    @Test
    void storesAnIncompressiblePageStrippedIfThatCostsLessThanAPage() {
        GuardedMemory page = GuardedMemory.of(page(Content.RANDOM, PAGE_BYTES, 3000));
        try (PageEncoder encoder = encoder(Codecs.parse("lz4"), new PrefixShape(PAGE_BYTES))) {
            encoder.encode(page.buffer());
            assertEquals(PageKind.RAW, encoder.kind());
            assertEquals(3000, encoder.storedBytes());
            assertEquals(3000, encoder.strippedBytes());
            assertFalse(encoder.padded());
        }
    }

    @Test
    void storesAnIncompressiblePageWholeWhereItLiesIfStrippingSavesNothing() {
        GuardedMemory page = GuardedMemory.of(page(Content.RANDOM, PAGE_BYTES, 4000));
        try (PageEncoder encoder = encoder(Codecs.parse("zstd"), new PrefixShape(PAGE_BYTES))) {
            encoder.encode(page.buffer());
            assertEquals(PageKind.RAW, encoder.kind());
            assertEquals(PAGE_BYTES, encoder.storedBytes());
            assertEquals(PAGE_BYTES, encoder.strippedBytes());
            assertEquals(page.address(), encoder.address());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 2000, 4095, 4096})
    void padsWhatIsStoredAsItIs(int bytes) {
        byte[] content = Content.ZEROS.bytes(PAGE_BYTES, random);
        System.arraycopy(Content.TEXT.bytes(bytes, random), 0, content, 0, bytes);
        try (PageEncoder encoder = encoder(Codecs.parse("lz4"), new PrefixShape(PAGE_BYTES))) {
            GuardedMemory page = GuardedMemory.of(content);
            encoder.encodeRaw(page.buffer(), bytes);
            assertEquals(PageKind.RAW, encoder.kind());
            assertEquals(bytes, encoder.storedBytes());
            assertEquals(bytes < PAGE_BYTES, encoder.padded());
            assertArrayEquals(content, decode(encoder, new PrefixShape(PAGE_BYTES)));
            encoder.encode(page.buffer());
            assertFalse(encoder.padded());
        }
    }

    @Test
    void givesNoChecksumWhenItIsOff() {
        try (PageEncoder encoder = new PageEncoder(PAGE_BYTES, Codecs.parse("lz4"), null, false, bytes -> bytes)) {
            encoder.encode(GuardedMemory.of(Content.TEXT.bytes(PAGE_BYTES, random)).buffer());
            assertEquals(0, encoder.checksum());
            encoder.encode(GuardedMemory.of(Content.ZEROS.bytes(PAGE_BYTES, random)).buffer());
            assertEquals(0, encoder.checksum());
        }
    }

    @Test
    void refusesAChangedObject() {
        try (PageEncoder encoder = encoder(Codecs.parse("lz4"), null); PageDecoder decoder = decoder(null)) {
            encoder.encode(GuardedMemory.of(Content.TEXT.bytes(PAGE_BYTES, random)).buffer());
            byte[] object = storedBytes(encoder);
            object[object.length / 2] ^= 0x10;
            GuardedMemory damaged = GuardedMemory.of(object);
            Segments segments = new Segments();
            segments.set(damaged.address(), damaged.bytes());
            String message = assertThrows(ZsCorruptionException.class,
                () -> decoder.verify(segments, encoder.checksum())).getMessage();
            assertTrue(message.contains("storedBytes=" + object.length), message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, PageKind.EMPTY, PageKind.SAME_FILLED, ZstdCodec.ID, 5, 15, 16, 255})
    void namesAKindThatNoCodecReads(int kind) {
        GuardedMemory object = new GuardedMemory(100);
        Segments segments = new Segments();
        segments.set(object.address(), object.bytes());
        try (PageDecoder decoder = new PageDecoder(PAGE_BYTES, null, List.of(Lz4Codec.open()))) {
            ByteBuffer page = new GuardedMemory(PAGE_BYTES).buffer();
            String message = assertThrows(ZsCorruptionException.class,
                () -> decoder.decode(kind, segments, PAGE_BYTES, page)).getMessage();
            assertTrue(message.contains("kind=" + kind), message);
        }
    }

    @ParameterizedTest(name = "kind {0}, stored {1}, decoded {2}")
    @CsvSource({"2,100,101", "2,101,100", "2,4096,0", "2,4097,4097", "3,100,-1", "3,100,4097"})
    void refusesImpossibleLengths(int kind, int storedBytes, int strippedBytes) {
        GuardedMemory object = new GuardedMemory(storedBytes);
        Segments segments = new Segments();
        segments.set(object.address(), object.bytes());
        GuardedMemory page = new GuardedMemory(PAGE_BYTES);
        try (PageDecoder decoder = decoder(null)) {
            assertThrows(ZsCorruptionException.class, () -> decoder.decode(kind, segments, strippedBytes, page.buffer()));
        }
        page.checkGuards();
    }

    @Test
    void saysWhenAPageCannotBeRestored() {
        ByteBuffer page = GuardedMemory.of(page(Content.TEXT, PAGE_BYTES, 1000)).buffer();
        try (PageDecoder shaped = decoder(new PrefixShape(PAGE_BYTES)); PageDecoder shapeless = decoder(null)) {
            assertThrows(ZsCorruptionException.class, () -> shaped.finish(page, 999, false));
            assertThrows(ZsCorruptionException.class, () -> shapeless.finish(page, 1000, false));
            shapeless.finish(page, PAGE_BYTES, false);
        }
    }

    @ParameterizedTest(name = "{0}, checksum {1}")
    @CsvSource({"lz4,true", "zstd:1,true", "lz4,false"})
    void makesNoGarbage(String codec, boolean checksum) {
        PageShape shape = new PrefixShape(PAGE_BYTES);
        try (PageEncoder encoder = new PageEncoder(PAGE_BYTES, Codecs.parse(codec), shape, checksum, PageCodingTest::cost);
             PageDecoder decoder = decoder(shape)) {
            GarbageMeter coding = new GarbageMeter(new OnePageAfterTheOther(encoder, decoder, checksum, random));
            assertEquals(0, coding.bytesPerOperation());
        }
    }

    @Test
    void closesTwice() {
        PageEncoder encoder = encoder(Codecs.parse("zstd"), null);
        PageDecoder decoder = decoder(null);
        encoder.encode(GuardedMemory.of(Content.TEXT.bytes(PAGE_BYTES, random)).buffer());
        decode(encoder, null);
        encoder.close();
        encoder.close();
        decoder.close();
        decoder.close();
    }

    /** Like a pool's: rounded up to a class, and a whole page when that is nearly one. */
    static int cost(int bytes) {
        int rounded = bytes + 15 & -16;
        return rounded > PAGE_BYTES * 7 / 8 ? PAGE_BYTES : rounded;
    }

    private void roundTrip(byte[] content, Codec codec, String description) {
        PrefixShape shape = new PrefixShape(content.length);
        GuardedMemory page = GuardedMemory.of(content);
        try (PageEncoder encoder = new PageEncoder(content.length, codec, shape, true, bytes -> bytes)) {
            encoder.encode(page.buffer());
            assertArrayEquals(content, decode(encoder, shape), description);
        }
        page.checkGuards();
        assertArrayEquals(content, page.content(), description);
    }

    /* Once from one segment, once from two. */
    private static byte[] decode(PageEncoder encoder, PrefixShape shape) {
        if (encoder.kind() == PageKind.SAME_FILLED)
            return filled(encoder);
        byte[] object = storedBytes(encoder);
        byte[] page = decode(encoder, shape, object, object.length);
        if (object.length > 1)
            assertArrayEquals(page, decode(encoder, shape, object, object.length / 2));
        return page;
    }

    private static byte[] filled(PageEncoder encoder) {
        GuardedMemory target = new GuardedMemory(encoder.strippedBytes());
        SameFilled.fill(target.address(), target.bytes(), encoder.word());
        return target.content();
    }

    private static byte[] decode(PageEncoder encoder, PrefixShape shape, byte[] object, int split) {
        int pageBytes = shape == null ? PAGE_BYTES : shape.pageBytes();
        GuardedMemory first = GuardedMemory.of(object, 0, split, (byte)1);
        GuardedMemory second = GuardedMemory.of(object, split, object.length, (byte)2);
        GuardedMemory target = new GuardedMemory(pageBytes);
        Segments segments = new Segments();
        segments.set(first.address(), first.bytes(), second.address(), second.bytes());
        try (PageDecoder decoder = new PageDecoder(pageBytes, shape, Codecs.readable())) {
            decoder.verify(segments, encoder.checksum());
            decoder.decode(encoder.kind(), segments, encoder.strippedBytes(), target.buffer());
            decoder.finish(target.buffer(), encoder.strippedBytes(), encoder.padded());
        }
        target.checkGuards();
        return target.content();
    }

    private static byte[] storedBytes(PageEncoder encoder) {
        byte[] object = new byte[encoder.storedBytes()];
        Memory.copy(encoder.address(), object, 0, object.length);
        return object;
    }

    private int kindWhenCosting(byte[] content, PageShape shape, IntUnaryOperator costBytes) {
        try (PageEncoder encoder = new PageEncoder(PAGE_BYTES, Codecs.parse("lz4"), shape, true, costBytes)) {
            encoder.encode(GuardedMemory.of(content).buffer());
            return encoder.kind();
        }
    }

    private static PageEncoder encoder(Codec codec, PageShape shape) {
        return new PageEncoder(PAGE_BYTES, codec, shape, true, PageCodingTest::cost);
    }

    private static PageDecoder decoder(PageShape shape) {
        return new PageDecoder(PAGE_BYTES, shape, Codecs.readable());
    }

    /** A page as {@link PrefixShape} knows them: zeros follow what is in use. */
    private byte[] page(Content content, int pageBytes, int usedBytes) {
        byte[] page = content.bytes(pageBytes, random);
        ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).putInt(0, usedBytes);
        if (usedBytes >= Integer.BYTES)
            Arrays.fill(page, usedBytes, pageBytes, (byte)0);
        return page;
    }
}
