package io.ignitezs.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What test pages are filled with. */
enum Content {
    ZEROS, TEXT, RANDOM, HALF_RANDOM;

    private static final String[] WORDS = {"frame", "slot ", "handle", "the ", "of ", "a ", "zspage",
        ", ", "object", "0123", "\n", "class"};

    byte[] bytes(int count, Random random) {
        byte[] bytes = new byte[count];
        if (this == TEXT)
            write(bytes, random);
        else if (this != ZEROS)
            random.nextBytes(bytes);
        if (this == HALF_RANDOM)
            Arrays.fill(bytes, count / 2, count, (byte)7);
        return bytes;
    }

    private static void write(byte[] bytes, Random random) {
        int at = 0;
        while (at < bytes.length) {
            byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.US_ASCII);
            int count = Math.min(word.length, bytes.length - at);
            System.arraycopy(word, 0, bytes, at, count);
            at += count;
        }
    }
}
