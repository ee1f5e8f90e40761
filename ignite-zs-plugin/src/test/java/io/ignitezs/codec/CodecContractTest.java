package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Codec} must do; each has a subclass. Decoders are never trusted to be given what they wrote. */
abstract class CodecContractTest {
    private static final int MAX_BYTES = 16 * 1024;

    private final Checksum checksums = new Checksum();
    private Codec codec;
    private Encoder encoder;
    private Decoder decoder;

    abstract Codec newCodec();

    /** Whether an operation must leave nothing for the garbage collector. */
    boolean isGarbageFree() {
        return true;
    }

    @BeforeEach
    void open() {
        codec = newCodec();
        encoder = codec.newEncoder(MAX_BYTES);
        decoder = codec.newDecoder(MAX_BYTES);
    }

    @AfterEach
    void closeTwice() {
        encoder.close();
        encoder.close();
        decoder.close();
        decoder.close();
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackPagesOfEverySize(Content content) {
        for (int bytes = 1024; bytes <= MAX_BYTES; bytes *= 2)
            roundTrip(content, bytes, 17 + bytes);
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackEveryLength(Content content) {
        for (int bytes = 1; bytes <= 1024; bytes++)
            roundTrip(content, bytes, 23 + bytes);
        for (int bytes = 1024; bytes <= MAX_BYTES; bytes += 509)
            roundTrip(content, bytes, 29 + bytes);
    }

    @Test
    void makesTextSmallerAndRandomBytesNotMuchLarger() {
        byte[] text = Content.TEXT.bytes(4096, new Random(31));
        assertTrue(encode(text).length < 3000, () -> codec + " made " + encode(text).length);
        byte[] random = Content.RANDOM.bytes(4096, new Random(37));
        assertTrue(encode(random).length <= codec.boundBytes(4096));
    }

    @ParameterizedTest
    @EnumSource
    void joinsTwoSegmentsWhereverTheyAreSplit(Content content) {
        byte[] page = content.bytes(1024, new Random(41));
        byte[] object = encode(page);
        for (int split = 1; split < object.length; split++)
            assertArrayEquals(page, decodeSplit(object, split, page.length), "split at " + split + " of " + object.length);
    }

    @Test
    void readsNothingOutsideOfTheObject() {
        byte[] page = Content.TEXT.bytes(4096, new Random(43));
        byte[] object = encode(page);
        for (int poison = 0; poison < 256; poison++)
            assertArrayEquals(page, decode(poisoned(object, poison), page.length), "poison " + poison);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheLimit(Content content) {
        GuardedMemory source = GuardedMemory.of(content.bytes(4096, new Random(47)));
        int needed = encode(source.content()).length;
        for (int limit : new int[] {1, needed / 2, needed - 1, needed, needed + 1, codec.boundBytes(4096)}) {
            GuardedMemory target = new GuardedMemory(limit);
            int encodedBytes = encoder.encode(source.buffer(), source.bytes(), target.buffer(), limit);
            assertEquals(limit < needed ? 0 : needed, encodedBytes, "limit " + limit);
            target.checkGuards();
            if (encodedBytes > 0)
                assertArrayEquals(source.content(), decode(GuardedMemory.of(target.content(), 0, needed, (byte)0), 4096));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnyOtherLengthThanWasEncoded(Content content) {
        byte[] page = content.bytes(4096, new Random(53));
        byte[] object = encode(page);
        for (int wrong : new int[] {1, 100, 4095, 4097, 8192, MAX_BYTES})
            assertRefused(object, wrong, "length " + wrong);
        assertArrayEquals(page, decode(GuardedMemory.of(object), 4096), "the same decoder afterwards");
    }

    @ParameterizedTest
    @EnumSource
    void refusesATruncatedObject(Content content) {
        byte[] page = content.bytes(1024, new Random(59));
        byte[] object = encode(page);
        for (int bytes = 1; bytes < object.length; bytes++)
            assertRefused(Arrays.copyOf(object, bytes), page.length, "first " + bytes + " of " + object.length);
        assertArrayEquals(page, decode(GuardedMemory.of(object), page.length), "the same decoder afterwards");
    }

    @ParameterizedTest
    @EnumSource
    void givesNoWrongPageForAnyFlippedBit(Content content) {
        byte[] page = content.bytes(512, new Random(61));
        byte[] object = encode(page);
        int checksum = checksum(object);
        for (int bit = 0; bit < object.length * 8; bit++) {
            byte[] damaged = object.clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            assertNotEquals(checksum, checksum(damaged), "bit " + bit);
            decodeUntrusted(damaged, page.length, "bit " + bit);
        }
        assertArrayEquals(page, decode(GuardedMemory.of(object), page.length), "the same decoder afterwards");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void survivesRandomBytes(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 2000; step++) {
            byte[] bytes = Content.RANDOM.bytes(1 + random.nextInt(600), random);
            decodeUntrusted(bytes, 1 + random.nextInt(4096), "seed " + seed + ", step " + step);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void survivesObjectsWithRandomPieces(long seed) {
        Random random = new Random(seed);
        byte[] object = encode(Content.TEXT.bytes(4096, random));
        for (int step = 0; step < 2000; step++) {
            byte[] damaged = object.clone();
            byte[] piece = Content.RANDOM.bytes(1 + random.nextInt(16), random);
            System.arraycopy(piece, 0, damaged, random.nextInt(object.length - piece.length), piece.length);
            decodeUntrusted(damaged, 4096, "seed " + seed + ", step " + step);
        }
    }

    @Test
    void refusesAnObjectThatIsLargerThanAnnounced() {
        byte[] object = new byte[MAX_BYTES + 1];
        String message = assertThrows(ZsCorruptionException.class, () -> decodeSplit(object, 100, 4096)).getMessage();
        assertTrue(message.contains("storedBytes=16385") && message.contains("maxBytes=16384"), message);
    }

    @Test
    void namesItselfInItsErrors() {
        GuardedMemory object = GuardedMemory.of(new byte[] {99, 98, 97});
        String message = assertThrows(ZsCorruptionException.class, () -> decode(object, 4096)).getMessage();
        assertTrue(message.contains(codec.name().replaceAll(":.*", "")), message);
        assertTrue(message.contains("storedBytes=3"), message);
    }

    @ParameterizedTest
    @EnumSource
    void makesNoGarbage(Content content) {
        if (!isGarbageFree())
            return;
        GuardedMemory source = GuardedMemory.of(content.bytes(4096, new Random(67)));
        for (int limitBytes : new int[] {2000, codec.boundBytes(4096)}) {
            CodecRoundTrip roundTrip = new CodecRoundTrip(codec, encoder, decoder, source, limitBytes);
            assertEquals(0, new GarbageMeter(roundTrip).bytesPerOperation(), "limit " + limitBytes);
        }
    }

    private void roundTrip(Content content, int bytes, long seed) {
        byte[] page = content.bytes(bytes, new Random(seed));
        byte[] object = encode(page);
        assertArrayEquals(page, decode(GuardedMemory.of(object), bytes), content + ", " + bytes + " bytes, seed " + seed);
    }

    private byte[] encode(byte[] page) {
        GuardedMemory source = GuardedMemory.of(page);
        GuardedMemory target = new GuardedMemory(codec.boundBytes(page.length));
        int encodedBytes = encoder.encode(source.buffer(), page.length, target.buffer(), target.bytes());
        assertTrue(encodedBytes > 0, "encoded bytes " + encodedBytes);
        source.checkGuards();
        target.checkGuards();
        assertArrayEquals(page, source.content(), "the source");
        return Arrays.copyOf(target.content(), encodedBytes);
    }

    private byte[] decode(GuardedMemory object, int targetBytes) {
        Segments segments = new Segments();
        segments.set(object.address(), object.bytes());
        byte[] before = object.content();
        byte[] decoded = decode(segments, targetBytes);
        object.checkGuards();
        assertArrayEquals(before, object.content(), "the object");
        return decoded;
    }

    private byte[] decodeSplit(byte[] object, int split, int targetBytes) {
        GuardedMemory first = GuardedMemory.of(object, 0, split, (byte)0);
        GuardedMemory second = GuardedMemory.of(object, split, object.length, (byte)-1);
        Segments segments = new Segments();
        segments.set(first.address(), first.bytes(), second.address(), second.bytes());
        byte[] decoded = decode(segments, targetBytes);
        first.checkGuards();
        second.checkGuards();
        return decoded;
    }

    private byte[] decode(Segments segments, int targetBytes) {
        GuardedMemory target = new GuardedMemory(targetBytes);
        try {
            decoder.decode(segments, target.buffer(), targetBytes);
        }
        finally {
            target.checkGuards();
        }
        return target.content();
    }

    private static GuardedMemory poisoned(byte[] object, int poison) {
        return GuardedMemory.of(object, 0, object.length, (byte)poison);
    }

    private void assertRefused(byte[] object, int targetBytes, String description) {
        assertThrows(ZsCorruptionException.class, () -> decode(GuardedMemory.of(object), targetBytes), description);
        if (object.length > 1)
            assertThrows(ZsCorruptionException.class, () -> decodeSplit(object, object.length / 2, targetBytes), description);
    }

    /* Damaged bytes may by chance be an object too, if the checksum is off; nothing else than this refusal may come of them. */
    private void decodeUntrusted(byte[] object, int targetBytes, String description) {
        try {
            assertEquals(targetBytes, decode(GuardedMemory.of(object), targetBytes).length);
        }
        catch (ZsCorruptionException e) {
            assertTrue(e.getMessage().contains("storedBytes=" + object.length), () -> description + ": " + e.getMessage());
        }
    }

    private int checksum(byte[] object) {
        GuardedMemory memory = GuardedMemory.of(object);
        return checksums.of(memory.address(), memory.bytes());
    }
}
