package io.ignitezs.estimate;

/** What the sampled pages of one kind came to with one codec. */
final class CodecTallies {
    /** Bins of the ratio from 0 up; the last one also has what is above. */
    static final int BINS = 25;
    static final double BIN_WIDTH = 1.0 / (BINS - 1);

    final Tally poolBytes = new Tally();
    final Tally storedBytes = new Tally();
    final Tally storeNanos = new Tally();
    final Tally readNanos = new Tally();
    final Tally raw = new Tally();
    final Tally sameFilled = new Tally();
    final long[] bins = new long[BINS];

    /** Pages by stored bytes. */
    final long[] byStoredBytes;

    private final int pageBytes;
    private final double entryBytes;

    /** @param entryBytes what the entry takes of each page that is added */
    CodecTallies(int pageBytes, double entryBytes) {
        this.pageBytes = pageBytes;
        this.entryBytes = entryBytes;
        byStoredBytes = new long[pageBytes + 1];
    }

    void add(CodecTrial trial) {
        double bytes = trial.poolBytes() + entryBytes;
        poolBytes.add(bytes);
        storedBytes.add(trial.storedBytes());
        storeNanos.add(trial.storeNanos());
        readNanos.add(trial.readNanos());
        raw.add(trial.isRaw() ? 1 : 0);
        sameFilled.add(trial.isSameFilled() ? 1 : 0);
        bins[bin(bytes / pageBytes)]++;
        byStoredBytes[trial.storedBytes()]++;
    }

    void add(CodecTallies other) {
        poolBytes.add(other.poolBytes);
        storedBytes.add(other.storedBytes);
        storeNanos.add(other.storeNanos);
        readNanos.add(other.readNanos);
        raw.add(other.raw);
        sameFilled.add(other.sameFilled);
        for (int bin = 0; bin < BINS; bin++)
            bins[bin] += other.bins[bin];
        for (int bytes = 0; bytes < byStoredBytes.length; bytes++)
            byStoredBytes[bytes] += other.byStoredBytes[bytes];
    }

    private static int bin(double ratio) {
        return Math.min(BINS - 1, (int)(ratio / BIN_WIDTH));
    }
}
