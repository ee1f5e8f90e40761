package io.ignitezs.ignite;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;

/**
 * Tells a node's live partition and index files from all others that Ignite opens with the same factory: those of snapshots,
 * of their restore and of defragmentation, whose pages are other pages of the same cache group and partition.
 */
final class LiveFiles {
    private static final Pattern FILE = Pattern.compile("index\\.bin|part-(\\d+)\\.bin");

    private LiveFiles() {
    }

    /**
     * @param workDirectory the node's storage directory
     * @param file          of a page store
     * @return the name of the cache group, or null if it is not a live file of one
     */
    static String group(Path workDirectory, Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null || !workDirectory.toAbsolutePath().normalize().equals(directory.getParent()))
            return null;
        return isPageFile(file.getFileName().toString()) ? groupOfDirectory(directory.getFileName().toString()) : null;
    }

    /** Whether this is the name of a partition or index file. */
    static boolean isPageFile(String name) {
        return FILE.matcher(name).matches();
    }

    /** Whether a live file is that of a cache group's indexes. */
    static boolean isIndex(Path file) {
        return partition(file) == PageIdAllocator.INDEX_PARTITION;
    }

    /** @return the id that Ignite knows a page of a partition by */
    static long pageId(int partition, int pageIndex) {
        boolean isIndex = partition == PageIdAllocator.INDEX_PARTITION;
        return PageIdUtils.pageId(partition, isIndex ? PageIdAllocator.FLAG_IDX : PageIdAllocator.FLAG_DATA, pageIndex);
    }

    /** @return the partition whose pages are in a live file */
    static int partition(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        return name.matches() && name.group(1) != null ? Integer.parseInt(name.group(1)) : PageIdAllocator.INDEX_PARTITION;
    }

    /** @return the name of the cache group whose files are in a directory of this name, or null if it has none */
    static String groupOfDirectory(String name) {
        String group = withoutPrefix(name, FilePageStoreManager.CACHE_GRP_DIR_PREFIX);
        return group == null ? withoutPrefix(name, FilePageStoreManager.CACHE_DIR_PREFIX) : group;
    }

    private static String withoutPrefix(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix) ? name.substring(prefix.length()) : null;
    }
}
