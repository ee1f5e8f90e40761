package io.ignitezs.crash;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which page files were written by whom, and which of them were fsynced since, while one checkpoint runs. */
final class WriteOrder implements FileHook {
    private final Set<Path> replaced = ConcurrentHashMap.newKeySet();
    private final Set<Path> written = ConcurrentHashMap.newKeySet();
    private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();
    private final Set<Path> unsyncedAtEnd = ConcurrentHashMap.newKeySet();

    @Override public void before(IoEvent event, Path file) {
        switch (event) {
            case REPLACEMENT_WRITE:
                replaced.add(file);
                unsynced.add(file);
                break;
            case CHECKPOINT_WRITE:
                written.add(file);
                unsynced.add(file);
                break;
            case PAGE_SYNC:
                unsynced.remove(file);
                break;
            case END_MARKER:
                unsyncedAtEnd.addAll(unsynced);
                break;
            default:
        }
    }

    /** Files of which the checkpoint itself wrote nothing, because all its pages were replaced. */
    Set<Path> onlyReplaced() {
        Set<Path> files = ConcurrentHashMap.newKeySet();
        files.addAll(replaced);
        files.removeAll(written);
        return files;
    }

    int replacedFiles() {
        return replaced.size();
    }

    /** Files that had something unsynced when the checkpoint was about to be marked finished. */
    Set<Path> unsyncedAtEnd() {
        return unsyncedAtEnd;
    }
}
