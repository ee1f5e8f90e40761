package io.ignitezs.estimate;

import java.io.Serializable;
import java.util.List;

/** One cache group. */
public final class GroupEstimate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PagesEstimate all;
    private final List<PagesEstimate> types;
    private final long filePages;
    private final long encrypted;
    private final long unreadable;
    private final long unwritten;

    GroupEstimate(PagesEstimate all, List<PagesEstimate> types, long filePages, long encrypted, long unreadable, long unwritten) {
        this.all = all;
        this.types = types;
        this.filePages = filePages;
        this.encrypted = encrypted;
        this.unreadable = unreadable;
        this.unwritten = unwritten;
    }

    public String name() {
        return all.name();
    }

    /** All its pages that could be read. */
    public PagesEstimate all() {
        return all;
    }

    /** The same by type. */
    public List<PagesEstimate> types() {
        return types;
    }

    /** Places for pages in its files, written or not. */
    public long filePages() {
        return filePages;
    }

    /** Pages of the sample that could not be read because they are encrypted, for another reason, and those that were never written. */
    public long encrypted() {
        return encrypted;
    }

    public long unreadable() {
        return unreadable;
    }

    public long unwritten() {
        return unwritten;
    }
}
