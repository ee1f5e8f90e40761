package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;

/** A file of a node that does not run. Opened for reading only. */
final class PageFile implements PageSource {
    private static final long SIGNATURE = 0xF19AC4FE60C530B8L;

    /** Its header takes a whole page, so that pages are aligned. */
    private static final int ALIGNED_VERSION = 2;

    private static final int MIN_PAGE_BYTES = 1024;
    private static final int MAX_PAGE_BYTES = 16 * 1024;

    private final Path file;
    private final String group;
    private final int pageBytes;
    private final int headerBytes;
    private final int pages;

    /** Null while nothing is read. */
    private FileChannel channel;

    private PageFile(Path file, String group, int pageBytes, int headerBytes, int pages) {
        this.file = file;
        this.group = group;
        this.pageBytes = pageBytes;
        this.headerBytes = headerBytes;
        this.pages = pages;
    }

    /** @return null if the file has not even a header, as new ones have not */
    static PageFile of(Path file, String group) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(FilePageStore.HEADER_SIZE).order(ByteOrder.nativeOrder());
            return readFully(channel, header, 0) ? of(file, group, header, channel.size()) : null;
        }
    }

    private static PageFile of(Path file, String group, ByteBuffer header, long fileBytes) throws IOException {
        header.flip();
        if (header.getLong() != SIGNATURE)
            throw new IOException("Not a page file of Ignite [file=" + file + ']');
        int version = header.getInt();
        header.get();
        int pageBytes = header.getInt();
        if (version < 1 || version > ALIGNED_VERSION || Integer.bitCount(pageBytes) != 1 || pageBytes < MIN_PAGE_BYTES || pageBytes > MAX_PAGE_BYTES)
            throw new IOException("Page file of an unknown format [file=" + file + ", version=" + version + ", pageSize=" + pageBytes + ']');
        int headerBytes = version == ALIGNED_VERSION ? pageBytes : FilePageStore.HEADER_SIZE;
        return new PageFile(file, group, pageBytes, headerBytes, (int)Math.max(0, (fileBytes - headerBytes) / pageBytes));
    }

    @Override public String group() {
        return group;
    }

    @Override public boolean isIndex() {
        return LiveFiles.isIndex(file);
    }

    @Override public int pageBytes() {
        return pageBytes;
    }

    @Override public int pages() {
        return pages;
    }

    @Override public PageRead read(int pageIndex, ByteBuffer page) throws IOException {
        if (channel == null)
            channel = FileChannel.open(file, StandardOpenOption.READ);
        page.clear();
        if (!readFully(channel, page, headerBytes + (long)pageIndex * pageBytes))
            return PageRead.UNWRITTEN;
        page.clear();
        return PageImages.judge(pageIndex, page, pageBytes);
    }

    /** @return false if the file ends before */
    private static boolean readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
        int read = 0;
        for (long at = position; into.hasRemaining() && read >= 0; at += read)
            read = channel.read(into, at);
        return !into.hasRemaining();
    }

    @Override public void close() throws IOException {
        if (channel != null)
            channel.close();
        channel = null;
    }

    @Override public String toString() {
        return file.toString();
    }
}
