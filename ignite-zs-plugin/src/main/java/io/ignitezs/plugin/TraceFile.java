package io.ignitezs.plugin;

import io.ignitezs.ignite.ColdTier;
import io.ignitezs.tier.PageTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.apache.ignite.IgniteException;

/** Where a node's page trace goes: to a new file, and no more of it than was said, and than half of what is free: the disk may be that of the data. */
final class TraceFile {
    static final String DEFAULT_MAX_BYTES = "64m";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final Supplier<Path> workDirectory;

    /** Nodes may share the directory. */
    private final Supplier<Object> nodeId;

    /** Of the last trace. Guarded by this object's lock. */
    private Path file;

    TraceFile(Supplier<Path> workDirectory, Supplier<Object> nodeId) {
        this.workDirectory = workDirectory;
        this.nodeId = nodeId;
    }

    /**
     * @param name     a file that does not exist; null for one in the node's work directory, where relative ones begin
     * @param maxBytes null for the default
     */
    synchronized ZsTrace start(ColdTier pool, String name, String maxBytes) {
        Path path = path(name);
        long maxRecords = maxRecords(path, maxBytes == null ? DEFAULT_MAX_BYTES : maxBytes);
        if (Files.exists(path))
            throw new IllegalArgumentException("A page trace does not overwrite files [file=" + path + ']');
        try {
            if (!pool.startTrace(path, maxRecords))
                throw new IllegalStateException("There is nothing to trace: no cache group has needed the compressed pool yet");
        }
        catch (IOException e) {
            throw new IgniteException("Failed to begin a page trace [file=" + path + ", cause=" + e + ']', e);
        }
        file = path;
        return current(pool);
    }

    /** @return null if there is none */
    synchronized ZsTrace current(ColdTier pool) {
        return of(pool.trace());
    }

    /** @return what is in the file; null if there was none */
    synchronized ZsTrace stop(ColdTier pool) {
        return of(pool.stopTrace());
    }

    private ZsTrace of(PageTrace trace) {
        return trace == null || file == null ? null : new ZsTrace(file.toString(), trace);
    }

    private Path path(String name) {
        try {
            return workDirectory.get().resolve(name == null ? defaultName() : name).toAbsolutePath().normalize();
        }
        catch (InvalidPathException e) {
            throw new IllegalArgumentException("Bad file of a page trace [file=" + name + ", reason=" + e.getMessage() + ']', e);
        }
    }

    private String defaultName() {
        return "zs-trace-" + LocalDateTime.now().format(TIME) + '-' + nodeId.get() + ".bin";
    }

    private static long maxRecords(Path path, String maxBytes) {
        long usableBytes = usableBytes(path);
        try {
            long bytes = MemorySize.parse(maxBytes, usableBytes);
            if (PageTrace.maxRecords(bytes) > 0 && bytes <= usableBytes / 2)
                return PageTrace.maxRecords(bytes);
        }
        catch (IllegalArgumentException e) {
            throw badSize(maxBytes, usableBytes);
        }
        throw badSize(maxBytes, usableBytes);
    }

    private static long usableBytes(Path path) {
        try {
            return Files.getFileStore(path.getParent()).getUsableSpace();
        }
        catch (IOException e) {
            throw new IllegalArgumentException("The directory of a page trace must be there [file=" + path + ']', e);
        }
    }

    private static IllegalArgumentException badSize(String maxBytes, long usableBytes) {
        return new IllegalArgumentException("Bad size of a page trace [value=" + maxBytes + ", allowed=bytes, 512m, 4g or 25%, up to "
            + MemorySize.format(usableBytes / 2) + ", half of what is free on its disk]");
    }
}
