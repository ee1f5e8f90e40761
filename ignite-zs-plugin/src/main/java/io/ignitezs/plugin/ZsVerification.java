package io.ignitezs.plugin;

import io.ignitezs.ignite.Verification;
import java.io.Serializable;
import java.util.List;

/** What a check of a node's pool has found. Immutable. */
public final class ZsVerification implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long decodedPages;
    private final long comparedPages;
    private final long dirtyPages;
    private final long changingPages;
    private final long problemCount;
    private final List<String> problems;

    ZsVerification(Verification found) {
        decodedPages = found.decodedPages;
        comparedPages = found.comparedPages;
        dirtyPages = found.dirtyPages;
        changingPages = found.changingPages;
        problemCount = found.problemCount;
        problems = List.copyOf(found.problems);
    }

    /** Pages whose stored bytes have the right checksum and could be decoded. */
    public long getDecodedPages() {
        return decodedPages;
    }

    /** Pages that are as in their file. */
    public long getComparedPages() {
        return comparedPages;
    }

    /** Pages that wait for a checkpoint to write them: their file does not have them yet. */
    public long getDirtyPages() {
        return dirtyPages;
    }

    /** Pages that were not compared because they changed whenever they were looked at. */
    public long getChangingPages() {
        return changingPages;
    }

    /** How much is wrong; {@link #getProblems} has what was found first. */
    public long getProblemCount() {
        return problemCount;
    }

    public List<String> getProblems() {
        return problems;
    }

    @Override public String toString() {
        return decodedPages + " pages decoded, " + comparedPages + " are as in their file, " + dirtyPages + " wait for a checkpoint, " + changingPages
            + " changed meanwhile, " + problemCount + " problems" + (problems.isEmpty() ? "" : ": " + problems);
    }
}
