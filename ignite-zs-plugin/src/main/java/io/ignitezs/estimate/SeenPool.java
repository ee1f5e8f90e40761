package io.ignitezs.estimate;

/** The pool whose reads were looked at. */
public final class SeenPool {
    /** What it may take; 0 if that is not known. */
    public long limitBytes;

    /** What it has, and whether it has all it may: until then nobody knows how many more there is room for. */
    public long pages;
    public boolean full;

    /** The codec that its pages are stored with; null if that is not known. */
    public String codec;

    /** For a trace of which no more is known. */
    public static SeenPool unknown() {
        return new SeenPool();
    }
}
