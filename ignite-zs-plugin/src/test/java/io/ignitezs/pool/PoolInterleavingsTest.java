package io.ignitezs.pool;

import io.ignitezs.mem.ReusedMemory;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolInterleavingsTest {
    private final ReusedMemory memory = new ReusedMemory();
    private final Interleavings interleavings = new Interleavings(60);

    @AfterEach void close() {
        interleavings.close();
        memory.close();
    }

    @Test void readerAndFreer() {
        explore("reader, freer", () -> new PoolScene(memory).item(300).item(300).reader(0).freer(0), 99);
    }

    @Test void readerAndOverwriter() {
        explore("reader, overwriter", () -> new PoolScene(memory).item(300).item(300).reader(0).overwriter(0), 99);
    }

    @Test void readerOverwriterFreer() {
        explore("reader, overwriter, freer", () -> new PoolScene(memory).item(300).item(300).reader(0).overwriter(0).freer(1), 99);
    }

    @Test void twoReadersOverwriterFreer() {
        explore("2 readers, overwriter, freer", () -> new PoolScene(memory).item(300).item(300).reader(0).reader(1).overwriter(0).freer(1), 3);
    }

    private void explore(String name, Supplier<PoolScene> scenes, int maxPreemptions) {
        long begin = System.nanoTime();
        Interleavings.Explored explored = interleavings.explore(scenes, maxPreemptions);
        long microseconds = (System.nanoTime() - begin) / 1000;
        System.out.println(name + ": " + explored.schedules + " schedules of up to " + explored.steps + " steps, "
            + microseconds / explored.schedules + " us each");
    }
}
