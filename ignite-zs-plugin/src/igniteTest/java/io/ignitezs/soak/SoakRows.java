package io.ignitezs.soak;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What the rows must be. Each key has one writer, which counts its changes: before a change in {@code begun}, after it in {@code done}. A row is
 * made from its key and the number of its last change, and grows with each change until it begins small again.
 */
final class SoakRows {
    private static final int CHANGES_PER_GROWTH = 16;
    private static final int LEAST_BYTES = 400;
    private static final int COMPRESSIBLE_SHARE = 8;
    private static final int SPREAD_BYTES = 300;
    private static final int GROWTH_BYTES = 60;

    private final long seed;
    private final AtomicIntegerArray begun;
    private final AtomicIntegerArray done;

    /** @param keys keys are 0..keys-1 */
    SoakRows(long seed, int keys) {
        this.seed = seed;
        begun = new AtomicIntegerArray(keys);
        done = new AtomicIntegerArray(keys);
    }

    int keys() {
        return done.length();
    }

    /** By the key's writer. @return the number of the change, which is negative if the change removes the row */
    int begin(int key, boolean remove) {
        int number = Math.abs(done.get(key)) + 1;
        int change = remove ? -number : number;
        begun.set(key, change);
        return change;
    }

    /** By the key's writer, when the change that it began last has been made. */
    void end(int key) {
        done.set(key, begun.get(key));
    }

    int lastDone(int key) {
        return done.get(key);
    }

    byte[] row(int key, int change) {
        SplittableRandom random = new SplittableRandom(seed + ((long)key << 32) + change);
        int growth = change % CHANGES_PER_GROWTH * GROWTH_BYTES;
        byte[] row = new byte[Long.BYTES + LEAST_BYTES + random.nextInt(SPREAD_BYTES) + growth];
        int randomBytes = row.length - row.length / COMPRESSIBLE_SHARE;
        for (int at = 0; at < randomBytes; at++)
            row[at] = (byte)random.nextInt();
        Arrays.fill(row, randomBytes, row.length, (byte)key);
        for (int at = 0; at < Integer.BYTES; at++)
            row[at] = (byte)(change >>> 8 * at);
        return row;
    }

    /** Whether the row is as the key's writer left it, when it is not at work there. */
    boolean isExact(int key, byte[] found) {
        return isOfChange(key, found, done.get(key));
    }

    /**
     * Whether the row is as it was at some time since.
     * @param doneBefore the last change done before the row was read
     */
    boolean wasPossible(int key, byte[] found, int doneBefore) {
        int last = begun.get(key);
        int changes = Math.abs(last) - Math.abs(doneBefore);
        if (found == null)
            return doneBefore <= 0 || last <= 0 || changes > 1;
        int change = changeOf(found);
        return change >= Math.abs(doneBefore) && change <= Math.abs(last) && isOfChange(key, found, change);
    }

    /** Rows too short to say theirs are of no change. */
    private static int changeOf(byte[] row) {
        int change = 0;
        for (int at = 0; at < Integer.BYTES && at < row.length; at++)
            change |= (row[at] & 0xFF) << 8 * at;
        return change;
    }

    private boolean isOfChange(int key, byte[] found, int change) {
        return change <= 0 ? found == null : found != null && Arrays.equals(row(key, change), found);
    }

    String describe(int key, byte[] found) {
        return "key " + key + ": found " + (found == null ? "nothing" : found.length + " bytes of change " + changeOf(found))
            + ", last change done " + done.get(key) + ", begun " + begun.get(key) + " (seed " + seed + ')';
    }
}
