package io.ignitezs.crash;

import java.nio.file.Path;

/** Points of a node's file I/O at which its power may fail. */
enum IoEvent {
    CHECKPOINT_WRITE, REPLACEMENT_WRITE, PAGE_SYNC, PAGE_FILE_CREATED, PAGE_FILE_CLOSED, START_MARKER, END_MARKER, WAL_WRITE, WAL_SYNC, PAGE_READ,
    /** No plan names it. */
    OTHER;

    static IoEvent write(Path file) {
        if (isPageFile(file))
            return byCheckpoint() ? CHECKPOINT_WRITE : REPLACEMENT_WRITE;
        return isWal(file) ? WAL_WRITE : OTHER;
    }

    static IoEvent read(Path file) {
        return isPageFile(file) ? PAGE_READ : OTHER;
    }

    static IoEvent sync(Path file) {
        return isPageFile(file) ? PAGE_SYNC : isWal(file) ? WAL_SYNC : OTHER;
    }

    static IoEvent creation(Path file) {
        String name = file.getFileName().toString();
        if (name.contains("-END.bin"))
            return END_MARKER;
        if (name.contains("-START.bin"))
            return START_MARKER;
        return isPageFile(file) ? PAGE_FILE_CREATED : OTHER;
    }

    /** A page file is closed before it is deleted, when its partition goes away. */
    static IoEvent close(Path file) {
        return isPageFile(file) ? PAGE_FILE_CLOSED : OTHER;
    }

    static boolean isPageFile(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("part-") || name.equals("index.bin");
    }

    private static boolean isWal(Path file) {
        return file.getFileName().toString().contains(".wal");
    }

    static boolean byCheckpoint() {
        String thread = Thread.currentThread().getName();
        return thread.startsWith("checkpoint-runner") || thread.startsWith("db-checkpoint-thread");
    }
}
