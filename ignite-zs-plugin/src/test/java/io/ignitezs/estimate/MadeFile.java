package io.ignitezs.estimate;

import io.ignitezs.ignite.PageRead;
import io.ignitezs.ignite.PageSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Pages that a seed makes: some compress well, some less, some not at all. */
final class MadeFile implements PageSource {
    static final int PAGE_BYTES = 4096;

    /** Of the page header: a type that Ignite gives to no page, so that none is stripped. */
    private static final short UNKNOWN_TYPE = 999;
    private static final short DATA_REF_LEAF = 6;
    private static final int HEADER_BYTES = 40;
    private static final int RUN_BYTES = 24;

    private final String group;
    private final boolean index;
    private final int pages;
    private final long seed;
    int reads;
    int closes;
    boolean unreadable;
    boolean encrypted;

    MadeFile(String group, boolean index, int pages, long seed) {
        this.group = group;
        this.index = index;
        this.pages = pages;
        this.seed = seed;
    }

    @Override public String group() {
        return group;
    }

    @Override public boolean isIndex() {
        return index;
    }

    @Override public int pageBytes() {
        return PAGE_BYTES;
    }

    @Override public int pages() {
        return pages;
    }

    @Override public PageRead read(int pageIndex, ByteBuffer page) {
        reads++;
        Random random = new Random(seed * 1_000_003 + pageIndex);
        random.nextInt();
        int kind = random.nextInt(20);
        if (kind == 19)
            return PageRead.UNWRITTEN;
        if (kind == 18 && unreadable)
            return PageRead.UNREADABLE;
        if (encrypted)
            return PageRead.ENCRYPTED;
        page.clear();
        byte[] bytes = new byte[PAGE_BYTES];
        random.nextBytes(bytes);
        for (int at = HEADER_BYTES; at + RUN_BYTES <= PAGE_BYTES; at += RUN_BYTES)
            if (random.nextInt(20) < kind)
                Arrays.fill(bytes, at, at + RUN_BYTES, (byte)' ');
        page.put(bytes).clear();
        page.putShort(0, index ? DATA_REF_LEAF : UNKNOWN_TYPE).putShort(2, (short)99).putInt(4, 0).put(17, (byte)0);
        return PageRead.PAGE;
    }

    @Override public void close() {
        closes++;
    }
}
