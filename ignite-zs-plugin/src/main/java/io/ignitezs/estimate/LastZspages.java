package io.ignitezs.estimate;

import io.ignitezs.tier.PageCost;

/**
 * The last zspage of each size class of a pool is only partly filled: in a small pool that counts. How full it is depends on the very number of objects. If that
 * is known about only, what is free in it is anything from nothing to all but one slot, and what is told here is the mean of that, and its variance.
 */
final class LastZspages {
    private static final double NEGLIGIBLE = 1e-6;

    /** Farther from the mean there is nothing. */
    private static final int MOST_DEVIATIONS = 10;

    /** By this the deviation of the normal distribution is that of the logistic one which is most like it. */
    private static final double LOGISTIC = 1.702;

    private final PageCost cost;

    /** By size class. */
    private final double[] objects;

    /** Of the number of objects, for each of them. */
    private final double variance;

    /**
     * @param pagesByStoredBytes how many pages are stored in so many bytes, 0..pageBytes; fractions are estimates
     * @param perPage            how many of them each stands for that was looked at, 1 or more
     */
    LastZspages(PageCost cost, double[] pagesByStoredBytes, double perPage) {
        this.cost = cost;
        variance = perPage - 1;
        objects = new double[cost.sizeClasses()];
        for (int storedBytes = 1; storedBytes < pagesByStoredBytes.length; storedBytes++)
            objects[cost.sizeClass(storedBytes)] += pagesByStoredBytes[storedBytes];
    }

    /** The mean, of all classes together. */
    double freeBytes() {
        double bytes = 0;
        for (int sizeClass = 0; sizeClass < objects.length; sizeClass++)
            bytes += freeSlots(objects[sizeClass], Math.sqrt(variance * objects[sizeClass]), cost.slots(sizeClass)) * slotBytes(sizeClass);
        return bytes;
    }

    double freeBytesVariance() {
        double sum = 0;
        for (int sizeClass = 0; sizeClass < objects.length; sizeClass++)
            sum += freeSlotsVariance(variance * objects[sizeClass], cost.slots(sizeClass)) * slotBytes(sizeClass) * slotBytes(sizeClass);
        return sum;
    }

    private double slotBytes(int sizeClass) {
        return cost.zspageBytes(sizeClass) / cost.slots(sizeClass);
    }

    static double freeSlots(double objects, double deviation, int slots) {
        if (deviation > slots && objects > slots)
            return (slots - 1) / 2.0;
        return slots * zspages(objects, deviation, slots) - objects;
    }

    /** If the number is hardly known, each fill of the last zspage is as likely as any other. */
    private static double freeSlotsVariance(double objectsVariance, int slots) {
        return Math.min(objectsVariance, ((double)slots * slots - 1) / 12);
    }

    /** Each zspage counts as much as it is likely that there are more objects than fit into those before. */
    private static double zspages(double objects, double deviation, int slots) {
        long zspages = (long)Math.max(0, (objects - MOST_DEVIATIONS * deviation) / slots);
        double sum = zspages;
        double likely = 1;
        for (long before = zspages; likely > NEGLIGIBLE; before++) {
            likely = likelyMore(objects, deviation, (double)before * slots);
            sum += likely;
        }
        return sum;
    }

    /** How likely it is that there are more objects than {@code than}. */
    private static double likelyMore(double objects, double deviation, double than) {
        if (than == 0)
            return objects > 1 - NEGLIGIBLE ? 1 : 1 - Math.exp(-objects);
        double distance = objects - than - 0.5;
        return deviation == 0 ? (distance > 0 ? 1 : 0) : 1 / (1 + Math.exp(-LOGISTIC * distance / deviation));
    }
}
