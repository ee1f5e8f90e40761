package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.mem.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.cache.query.index.IndexProcessor;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/** All pages of a {@link WordNetStore} in one file, made once. */
final class PageDump {
    private static final Path FILE = Path.of(System.getProperty("benchmark.pages", "target/benchmark-pages.bin"));
    private static final int MAX_PAGES = 60_000;
    private static final int HEADER_PAGES = 1;

    private PageDump() {
    }

    static void makeIfMissing() throws IOException {
        if (Files.exists(FILE))
            return;
        Path directory = Files.createTempDirectory(FILE.toAbsolutePath().getParent(), "wordnet");
        Path unfinished = directory.resolve("pages");
        try {
            WordNetStore.write(directory);
            collect(pageFiles(directory), unfinished);
            if (Files.size(unfinished) == 0)
                throw new IllegalStateException("The store has no pages");
            Files.move(unfinished, FILE, StandardCopyOption.ATOMIC_MOVE);
        }
        finally {
            Directories.delete(directory);
        }
    }

    /** Reads the pages of a group; the dump must exist. */
    static PageSet read(PageGroup group) throws IOException {
        registerPageKinds();
        ByteBuffer memory = ByteBuffer.allocateDirect((int)Files.size(FILE)).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(FILE)) {
            while (memory.hasRemaining() && channel.read(memory) >= 0);
        }
        PageSet all = new PageSet(memory, memory.position() / PageSet.PAGE_BYTES);
        ByteBuffer view = Memory.newView();
        int kept = 0;
        for (int page = 0; page < all.count(); page++)
            if (group.accepts(kind(all.view(view, page))))
                Memory.copy(all.address(page), all.address(kept++), PageSet.PAGE_BYTES);
        return new PageSet(memory, kept);
    }

    private static PageIO kind(ByteBuffer page) {
        try {
            return PageIO.getPageIO(page);
        }
        catch (IgniteCheckedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a node Ignite does that when it starts. */
    private static void registerPageKinds() {
        try {
            Class.forName(IndexProcessor.class.getName());
        }
        catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> pageFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                .filter(file -> WordNetStore.folders().contains(file.getParent().getFileName().toString()))
                .sorted()
                .collect(Collectors.toList());
        }
    }

    private static void collect(List<Path> files, Path dump) throws IOException {
        try (FileChannel out = FileChannel.open(dump, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Path file : files)
                collect(file, out);
        }
    }

    /** As a page store gets them: without their CRC. Pages that were never used are left out. */
    private static void collect(Path file, FileChannel out) throws IOException {
        ByteBuffer page = ByteBuffer.allocateDirect(PageSet.PAGE_BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel in = FileChannel.open(file)) {
            long end = in.size() / PageSet.PAGE_BYTES;
            for (long index = HEADER_PAGES; index < end && out.size() < (long)MAX_PAGES * PageSet.PAGE_BYTES; index++) {
                page.clear();
                in.read(page, index * PageSet.PAGE_BYTES);
                if (PageIO.getType(page) == 0)
                    continue;
                PageIO.setCrc(page, 0);
                out.write(page.flip());
            }
        }
    }
}
