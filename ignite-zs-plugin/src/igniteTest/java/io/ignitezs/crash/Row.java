package io.ignitezs.crash;

/** Place of a row. Ordered, so that transactions lock in one order. */
final class Row implements Comparable<Row> {
    final int cache;
    final int key;

    Row(int cache, int key) {
        this.cache = cache;
        this.key = key;
    }

    @Override public int compareTo(Row other) {
        return cache != other.cache ? Integer.compare(cache, other.cache) : Integer.compare(key, other.key);
    }

    @Override public boolean equals(Object other) {
        return other instanceof Row && compareTo((Row)other) == 0;
    }

    @Override public int hashCode() {
        return cache * 31 + key;
    }

    @Override public String toString() {
        return "cache " + cache + " key " + key;
    }
}
