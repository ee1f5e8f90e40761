package io.ignitezs.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;

/** The rows of the caches under load, and the model of them. */
final class CrashRows {
    private static final int KEYS = 6_000;
    private static final int FILLED_AT_ONCE = 50;

    final RowModel model;
    private final CrashMode mode;
    private final boolean alone;

    /** @param alone no other node lives on when one ends, so volatile caches end with it */
    CrashRows(CrashMode mode, long seed, boolean alone) {
        this.mode = mode;
        this.alone = alone;
        model = new RowModel(seed, CrashCaches.COUNT, KEYS);
    }

    /** Compares all rows; all caches are there afterwards. @param first nothing is to be found yet. @return what is wrong */
    List<String> compareAndCreate(Ignite node, boolean first) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < CrashCaches.COUNT; number++) {
            IgniteCache<Integer, byte[]> cache = CrashCaches.cache(node, number);
            if (cache == null && !first && !model.mayBeGone(number))
                wrong.add("cache " + number + " is gone");
            if (endsWithItsNode(number))
                model.lose(number);
            wrong.addAll(model.compare(number, cache == null ? CrashCaches.create(node, number) : cache));
            model.acknowledgeCreate(number);
        }
        return wrong;
    }

    private boolean endsWithItsNode(int number) {
        return alone && mode.isVolatile(number);
    }

    /** Most rows are there before the first life ends; those that end with their node before each one does. @param first of the lives */
    void fill(Ignite node, Random random, boolean first) {
        for (int number = 0; number < CrashCaches.COUNT; number++)
            for (int from = 0; from < KEYS && (first || endsWithItsNode(number)); from += FILLED_AT_ONCE)
                fill(node, number, from, random);
    }

    /** @param directory of the nodes @return page files of caches that must not have any */
    List<String> strayFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(this::isStray).map(Path::toString).collect(Collectors.toList());
        }
    }

    private boolean isStray(Path file) {
        String cache = file.getParent().getFileName().toString();
        return IoEvent.isPageFile(file)
            && IntStream.range(0, CrashCaches.COUNT).anyMatch(number -> mode.isVolatile(number) && cache.equals("cache-" + CrashCaches.name(number)));
    }

    private void fill(Ignite node, int number, int from, Random random) {
        Map<Row, Integer> changes = new TreeMap<>();
        for (int key = from; key < from + FILLED_AT_ONCE; key++)
            changes.putAll(model.begin(Set.of(new Row(number, key)), random));
        Map<Integer, byte[]> values = new TreeMap<>();
        changes.forEach((row, version) -> {
            if (version != RowModel.GONE)
                values.put(row.key, model.value(row, version));
        });
        CrashCaches.cache(node, number).putAll(values);
        model.acknowledge(changes);
    }
}
