package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of a running node whose cache group does not go through the tier. Its store would make the file again if it was just deleted, and has no lock that keeps
 * others from that: so it is opened for reading only, beside the store.
 */
final class StockFile implements PageSource {
    private final PageFile file;
    private final LiveNode node;

    private StockFile(PageFile file, LiveNode node) {
        this.file = file;
        this.node = node;
    }

    /** @return null if there is none, or it has no page */
    static StockFile of(Path path, String group, LiveNode node) throws IOException {
        try {
            PageFile file = PageFile.of(path, group);
            return file == null || file.pages() == 0 ? null : new StockFile(file, node);
        }
        catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override public String group() {
        return file.group();
    }

    @Override public boolean isIndex() {
        return file.isIndex();
    }

    @Override public int pageBytes() {
        return file.pageBytes();
    }

    @Override public int pages() {
        return file.pages();
    }

    @Override public PageRead read(int pageIndex, ByteBuffer page) throws IOException {
        try {
            PageRead found = file.read(pageIndex, page);
            node.spent();
            return found;
        }
        catch (NoSuchFileException e) {
            return PageRead.UNWRITTEN;
        }
    }

    @Override public void close() throws IOException {
        file.close();
    }

    @Override public String toString() {
        return file.toString();
    }
}
