package io.ignitezs.ignite;

import java.util.ArrayList;
import java.util.List;

/** What a check of a node's tier has found. */
public final class Verification {
    private static final int MAX_PROBLEMS = 20;

    /** Pages that were decoded. */
    public long decodedPages;

    /** Pages that were compared with their file and are the same; dirty pages, which their file does not have yet. */
    public long comparedPages;
    public long dirtyPages;

    /** Pages that changed whenever they were looked at, so that they could not be compared. */
    public long changingPages;

    /** What is wrong, how often and what came first. */
    public long problemCount;
    public final List<String> problems = new ArrayList<>();

    void add(String problem) {
        problemCount++;
        if (problems.size() < MAX_PROBLEMS)
            problems.add(problem);
    }
}
