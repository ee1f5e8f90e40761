package io.ignitezs.tier;

import io.ignitezs.zspage.Descriptor;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.SizeClasses;

/** What pages take of a tier, tables included: for whoever wants to know it without a tier. */
public final class PageCost {
    private static final int HANDLE_BYTES = Long.BYTES;

    private final int pageBytes;
    private final SizeClasses classes;

    /**
     * @param pageBytes  1, 2, 4, 8 or 16 KiB
     * @param chainLimit frames of a zspage at most, 4..16
     */
    public PageCost(int pageBytes, int chainLimit) {
        this.pageBytes = pageBytes;
        classes = new SizeClasses(pageBytes, chainLimit);
    }

    /** What an object takes of the frames. @param storedBytes 1..pageBytes */
    public int objectBytes(int storedBytes) {
        return classes.of(storedBytes).costBytes();
    }

    /** What a page takes, its share of the tables included, if its neighbours are held as well. @param storedBytes 0..pageBytes, 0 for a same-filled page */
    public double pageBytes(int storedBytes) {
        if (storedBytes == 0)
            return entryBytes();
        SizeClass sizeClass = classes.of(storedBytes);
        return entryBytes() + HANDLE_BYTES + (double)sizeClass.frames() * pageBytes / sizeClass.objects()
            + (double)Descriptor.BYTES / sizeClass.objects();
    }

    /**
     * What many pages take together, zspages that are only partly filled included: each class has one.
     * @param pagesByStoredBytes how many pages are stored in so many bytes, 0..pageBytes; fractions are estimates
     */
    public double poolBytes(double[] pagesByStoredBytes) {
        double bytes = entryBytes() * pagesByStoredBytes[0];
        double[] objects = new double[classes.count()];
        for (int storedBytes = 1; storedBytes < pagesByStoredBytes.length; storedBytes++) {
            bytes += (entryBytes() + HANDLE_BYTES) * pagesByStoredBytes[storedBytes];
            objects[classes.of(storedBytes).index()] += pagesByStoredBytes[storedBytes];
        }
        for (int index = 0; index < objects.length; index++)
            bytes += zspageBytes(classes.get(index), objects[index]);
        return bytes;
    }

    private double zspageBytes(SizeClass sizeClass, double objects) {
        return zspages(sizeClass, objects) * (sizeClass.frames() * pageBytes + Descriptor.BYTES);
    }

    /** For fewer than one object: how likely there is one. */
    private static double zspages(SizeClass sizeClass, double objects) {
        return objects < 1 ? 1 - Math.exp(-objects) : Math.ceil(objects / sizeClass.objects());
    }

    private static double entryBytes() {
        return (double)EntryChunks.CHUNK_BYTES / EntryChunks.ENTRIES;
    }
}
