package io.ignitezs.pool;

import io.ignitezs.zspage.ZspageFrames;

/**
 * Frames that zspages had before migration and that may still be being read; they belong to their zspage until that was seen without
 * readers. There is room for a few only: when it is used up, nothing is migrated. Under the monitor
 * only those of the arena and of chain records are taken, and they are leaves.
 */
final class RetiredFrames {
    private static final int CAPACITY = 64;

    private final ZspageFrames frames;
    private final int[] zspages = new int[CAPACITY];
    private final int[] words = new int[CAPACITY];
    private final int[] counts = new int[CAPACITY];
    private int size;
    private int frameCount;

    RetiredFrames(ZspageFrames frames) {
        this.frames = frames;
    }

    synchronized boolean isFull() {
        return size == CAPACITY;
    }

    /** @param word of {@code count} frames that the zspage does not have any more */
    synchronized void add(int zspage, int word, int count) {
        assert size < CAPACITY : size;
        zspages[size] = zspage;
        words[size] = word;
        counts[size++] = count;
        frameCount += count;
    }

    /** Gives back all of a zspage that was seen without readers since they were added. */
    synchronized void free(int zspage) {
        for (int position = size - 1; position >= 0; position--)
            if (zspages[position] == zspage)
                freeAt(position);
    }

    /** Frames that wait. */
    synchronized int frameCount() {
        return frameCount;
    }

    /** Tells a visitor of all frames that wait. */
    synchronized void forEach(Visitor visitor) {
        for (int position = 0; position < size; position++)
            for (int index = 0; index < counts[position]; index++)
                visitor.visit(zspages[position], frames.frame(words[position], index));
    }

    private void freeAt(int position) {
        frames.free(zspages[position], words[position], counts[position]);
        frameCount -= counts[position];
        size--;
        zspages[position] = zspages[size];
        words[position] = words[size];
        counts[position] = counts[size];
    }

    interface Visitor {
        void visit(int zspage, int frame);
    }
}
