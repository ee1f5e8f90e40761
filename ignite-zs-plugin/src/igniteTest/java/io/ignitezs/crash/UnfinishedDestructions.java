package io.ignitezs.crash;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checkpoints that have begun to delete partitions which have moved away, and are not marked as finished. What Ignite recovers of such a partition are only the pages that
 * the checkpoint has changed, the others went with the file: stock Ignite does not start then ("Page is broken. Can't restore it from WAL").
 */
final class UnfinishedDestructions {
    private static final String START = "-START.bin";
    private static final String END = "-END.bin";

    /** Directories of the nodes. */
    private final Set<Path> nodes = ConcurrentHashMap.newKeySet();

    /** A checkpoint is about to empty a page file. */
    void begin(Path pageFile) {
        nodes.add(pageFile.getParent().getParent());
    }

    boolean areNone() {
        nodes.removeIf(UnfinishedDestructions::hasFinished);
        return nodes.isEmpty();
    }

    /** A checkpoint that has begun since then counts for the one before, which only takes longer. */
    private static boolean hasFinished(Path node) {
        File markers = node.resolve("cp").toFile();
        String[] starts = markers.list((directory, name) -> name.endsWith(START));
        return starts == null || Arrays.stream(starts).sorted().skip(Math.max(0, starts.length - 1))
            .allMatch(name -> new File(markers, name.replace(START, END)).exists());
    }
}
