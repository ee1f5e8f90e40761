package io.ignitezs.pool;

/** What a compactor does with one zspage at a time: slots it may move objects to, and which slots of the source it has emptied. Reused. */
final class MoveBatch {
    /** Slots taken at a time, so that the class lock is held for a few instructions however many objects a zspage has. */
    private static final int CAPACITY = 64;

    /** The zspage that is being emptied. */
    int source;

    /** Objects moved out of it and their bytes, over all batches. */
    int movedObjects;
    long movedBytes;

    /** Nothing is in use in the source any more; what others freed meanwhile counts, too. */
    boolean emptied;

    /** Objects were left over because there were no more slots. */
    boolean ranOut;

    private final long[] places = new long[CAPACITY];
    private int taken;
    private int next;
    private int failed;
    private final int[] movedSlots = new int[CAPACITY];
    private int moved;

    void begin(int zspage) {
        source = zspage;
        movedObjects = 0;
        movedBytes = 0;
        emptied = false;
        clear();
    }

    void clear() {
        taken = 0;
        next = 0;
        failed = 0;
        moved = 0;
        ranOut = false;
    }

    boolean hasRoom() {
        return taken < CAPACITY;
    }

    void addPlace(long place) {
        places[taken++] = place;
    }

    int taken() {
        return taken;
    }

    /** @return a RESERVED slot to move an object to, 0 if there are no more */
    long nextPlace() {
        return next == taken ? 0 : places[next++];
    }

    void moved(int slot, int bytes) {
        movedSlots[moved++] = slot;
        movedObjects++;
        movedBytes += bytes;
    }

    /** A copy that was not published: its slot is not written again, because movers may have seen it written. */
    void failed(long place) {
        places[failed++] = place;
    }

    int movedCount() {
        return moved;
    }

    int movedSlot(int index) {
        return movedSlots[index];
    }

    /** Slots that were taken and do not hold a published object. */
    int unusedCount() {
        return failed + taken - next;
    }

    long unusedPlace(int index) {
        return places[index < failed ? index : next + index - failed];
    }
}
