package io.ignitezs.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.ignite.IgniteCache;

/**
 * What the rows of some caches must be: each that was acknowledged, and of a transaction that was not, the old or the new one. A value
 * is made from its place and version, so the model keeps one number for a row.
 */
final class RowModel {
    static final int GONE = 0;
    private static final int BATCH = 128;
    private static final int MOST_DIFFERENCES = 10;

    private static final String BEGIN = "begin";
    private static final String ACKNOWLEDGE = "acknowledge";
    private static final String BEGIN_DROP = "begin-drop";
    private static final String ACKNOWLEDGE_DROP = "acknowledge-drop";
    private static final String ACKNOWLEDGE_CREATE = "acknowledge-create";
    private static final String LOSE = "lose";

    private final long seed;
    private final int[][] versions;
    private int nextVersion = 1;
    private Consumer<String> journal = line -> { };

    /** By row. Guarded by this object's lock, as all fields. */
    private final Map<Row, Change> unacknowledged = new TreeMap<>();

    private final Set<Outcome> tornTransactions = new HashSet<>();

    /** Not yet acknowledged: the cache may be there, or gone, or there without rows. */
    private final boolean[] dropped;

    /** Destroyed, and not yet acknowledged to be there again: without rows, if it is there. */
    private final boolean[] absent;

    RowModel(long seed, int caches, int keys) {
        this.seed = seed;
        versions = new int[caches][keys];
        dropped = new boolean[caches];
        absent = new boolean[caches];
    }

    int caches() {
        return versions.length;
    }

    int keys() {
        return versions[0].length;
    }

    /** @param journal gets a line for each change of this model from now on, before anything else sees it; {@link #replay} understands it */
    synchronized void journal(Consumer<String> journal) {
        this.journal = journal;
    }

    /** Before a transaction: from now on its rows may be either. @return the versions by row, {@link #GONE} for a row that is removed */
    synchronized Map<Row, Integer> begin(Set<Row> rows, Random random) {
        Map<Row, Integer> changes = new TreeMap<>();
        for (Row row : rows)
            changes.put(row, random.nextInt(5) == 0 ? GONE : nextVersion++);
        begin(changes);
        return changes;
    }

    synchronized void acknowledge(Map<Row, Integer> changes) {
        journal.accept(line(ACKNOWLEDGE, changes));
        changes.forEach((row, version) -> versions[row.cache][row.key] = version);
        unacknowledged.keySet().removeAll(changes.keySet());
    }

    synchronized void beginDrop(int cache) {
        journal.accept(BEGIN_DROP + " " + cache);
        dropped[cache] = true;
    }

    synchronized void acknowledgeDrop(int cache) {
        journal.accept(ACKNOWLEDGE_DROP + " " + cache);
        dropped[cache] = false;
        absent[cache] = true;
        Arrays.fill(versions[cache], GONE);
    }

    synchronized void acknowledgeCreate(int cache) {
        journal.accept(ACKNOWLEDGE_CREATE + " " + cache);
        absent[cache] = false;
    }

    /** All rows of a volatile cache are gone with its nodes, also those that could be either. */
    synchronized void lose(int cache) {
        journal.accept(LOSE + " " + cache);
        Arrays.fill(versions[cache], GONE);
        unacknowledged.keySet().removeIf(row -> row.cache == cache);
    }

    /** Does again what made a line of the journal. */
    synchronized void replay(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case BEGIN:
                begin(changes(words));
                break;
            case ACKNOWLEDGE:
                acknowledge(changes(words));
                break;
            case BEGIN_DROP:
                beginDrop(Integer.parseInt(words[1]));
                break;
            case ACKNOWLEDGE_DROP:
                acknowledgeDrop(Integer.parseInt(words[1]));
                break;
            case ACKNOWLEDGE_CREATE:
                acknowledgeCreate(Integer.parseInt(words[1]));
                break;
            case LOSE:
                lose(Integer.parseInt(words[1]));
                break;
            default:
                throw new IllegalArgumentException(line);
        }
    }

    private void begin(Map<Row, Integer> changes) {
        journal.accept(line(BEGIN, changes));
        Outcome outcome = new Outcome();
        changes.forEach((row, version) -> unacknowledged.put(row, new Change(version, outcome)));
        for (int version : changes.values())
            nextVersion = Math.max(nextVersion, version + 1);
    }

    private static String line(String what, Map<Row, Integer> changes) {
        StringBuilder line = new StringBuilder(what);
        changes.forEach((row, version) -> line.append(' ').append(row.cache).append(':').append(row.key).append(':').append(version));
        return line.toString();
    }

    private static Map<Row, Integer> changes(String... words) {
        Map<Row, Integer> changes = new TreeMap<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            String[] numbers = word.split(":");
            changes.put(new Row(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])), Integer.parseInt(numbers[2]));
        }
        return changes;
    }

    /** Whether the cache need not be there. */
    synchronized boolean mayBeGone(int cache) {
        return dropped[cache] || absent[cache];
    }

    /**
     * Compares all rows of a cache, and takes those that could be either as they are.
     * @return what differs, at most some of it
     */
    synchronized List<String> compare(int cache, IgniteCache<Integer, byte[]> found) {
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < keys(); from += BATCH) {
            Set<Integer> batch = new TreeSet<>();
            for (int key = from; key < Math.min(keys(), from + BATCH); key++)
                batch.add(key);
            Map<Integer, byte[]> rows = found.getAll(batch);
            for (int key : batch)
                compare(new Row(cache, key), rows.get(key), differences);
        }
        if (dropped[cache])
            settleDrop(cache);
        return differences.size() <= MOST_DIFFERENCES ? differences : shortened(differences);
    }

    /** Transactions that were found done in part, since this was asked last. Nothing keeps Ignite from it on a node that starts again alone. */
    synchronized int tornTransactions() {
        int torn = tornTransactions.size();
        tornTransactions.clear();
        return torn;
    }

    byte[] value(Row row, int version) {
        Random random = new Random(((seed * 31 + row.cache) * 31 + row.key) * 1_000_003 + version);
        int kind = random.nextInt(100);
        int leastBytes = kind < 60 ? 100 : kind < 97 ? 1500 : 7000;
        byte[] value = new byte[leastBytes + random.nextInt(leastBytes)];
        random.nextBytes(value);
        Arrays.fill(value, value.length / 2, value.length, (byte)row.key);
        return value;
    }

    private void compare(Row row, byte[] found, List<String> differences) {
        int before = versions[row.cache][row.key];
        Change change = unacknowledged.get(row);
        int after = before;
        if (change != null && is(row, change.version, found))
            after = change.version;
        else if (dropped[row.cache] && found == null)
            after = GONE;
        else if (!is(row, before, found))
            differences.add(describe(row, before, change, found));
        if (change != null && before != change.version)
            settle(change.outcome, after == change.version);
        if (change != null || after != before)
            acknowledge(Map.of(row, after));
    }

    private void settle(Outcome outcome, boolean done) {
        outcome.done |= done;
        outcome.undone |= !done;
        if (outcome.done && outcome.undone)
            tornTransactions.add(outcome);
    }

    /** Its rows are settled already. */
    private void settleDrop(int cache) {
        int[] found = versions[cache].clone();
        acknowledgeDrop(cache);
        Map<Row, Integer> rows = new TreeMap<>();
        for (int key = 0; key < found.length; key++)
            rows.put(new Row(cache, key), found[key]);
        acknowledge(rows);
    }

    private boolean is(Row row, int version, byte[] found) {
        return version == GONE ? found == null : found != null && Arrays.equals(found, value(row, version));
    }

    private String describe(Row row, int before, Change change, byte[] found) {
        return row + ": expected version " + before + (change == null ? "" : " or " + change.version) + ", found "
            + (found == null ? "nothing" : found.length + " bytes of " + versionOf(row, found)) + " (0 is none)";
    }

    private String versionOf(Row row, byte[] found) {
        for (int version = nextVersion; version > GONE; version--)
            if (Arrays.equals(found, value(row, version)))
                return "version " + version;
        return "no version";
    }

    private static List<String> shortened(List<String> differences) {
        List<String> some = new ArrayList<>(differences.subList(0, MOST_DIFFERENCES));
        some.add("and " + (differences.size() - MOST_DIFFERENCES) + " more");
        return some;
    }

    /** One row of a transaction. */
    private static final class Change {
        private final int version;
        private final Outcome outcome;

        private Change(int version, Outcome outcome) {
            this.version = version;
            this.outcome = outcome;
        }
    }

    /** What became of the rows of a transaction. */
    private static final class Outcome {
        private boolean done;
        private boolean undone;
    }
}
