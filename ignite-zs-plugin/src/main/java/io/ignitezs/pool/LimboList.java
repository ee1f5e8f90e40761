package io.ignitezs.pool;

import java.util.Arrays;

/**
 * The zspages of a class in which something waits for readers to leave, in no order; each stands here once. As many as have had
 * readers while an object was freed or moved, so a few per thread. Guarded by the class lock.
 */
final class LimboList {
    private int[] zspages = new int[4];
    private int size;
    private int cursor;

    int size() {
        return size;
    }

    int get(int position) {
        return zspages[position];
    }

    void add(int zspage) {
        if (size == zspages.length)
            zspages = Arrays.copyOf(zspages, 2 * size);
        zspages[size++] = zspage;
    }

    void removeAt(int position) {
        zspages[position] = zspages[--size];
    }

    /** @return -1 if the zspage is not here */
    int position(int zspage) {
        for (int position = 0; position < size; position++)
            if (zspages[position] == zspage)
                return position;
        return -1;
    }

    /** @return the position to look at next, going round; there must be one */
    int nextPosition() {
        if (cursor == 0 || cursor > size)
            cursor = size;
        return --cursor;
    }
}
