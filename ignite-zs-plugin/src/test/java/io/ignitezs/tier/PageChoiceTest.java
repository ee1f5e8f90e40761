package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which pages are read again, and with which rank they come back. */
class PageChoiceTest {
    private static final int PAGES = 8000;

    @TempDir
    private Path directory;

    /** There are a thousand pages of each rank. */
    @ParameterizedTest @CsvSource({"0, 0, 0", "1, 1, 0", "999, 999, 0", "1000, 1000, 0", "2500, 2500, 2", "8000, 8000, 7", "9000, 8000, 7"})
    void theBestThatFitAreTaken(long fit, long taken, int worstRank) throws IOException {
        try (PoolList list = list()) {
            PageChoice choice = new PageChoice(list, fit);
            assertEquals(taken, choice.pages());
            long count = 0;
            long[] ofRank = new long[PoolList.RANKS];
            for (int page = 0; page < PAGES; page++)
                if (choice.takes(rank(page))) {
                    count++;
                    ofRank[rank(page)]++;
                }
            assertEquals(taken, count);
            for (int rank = 0; rank < worstRank; rank++)
                assertEquals(1000, ofRank[rank], "rank " + rank);
            for (int rank = worstRank + 1; rank < PoolList.RANKS; rank++)
                assertEquals(0, ofRank[rank], "rank " + rank);
        }
    }

    @Test void ofTheLastRankSomeAreTakenEvenly() throws IOException {
        try (PoolList list = list()) {
            PageChoice choice = new PageChoice(list, 500);
            long firstHalf = 0;
            for (int page = 0; page < PAGES / 2; page++)
                firstHalf += choice.takes(rank(page)) ? 1 : 0;
            assertEquals(250, firstHalf);
        }
    }

    @ParameterizedTest @EnumSource(EvictionOrders.class)
    void ranksComeBackInTheSameOrder(EvictionOrders which) {
        EvictionOrder order = which.create();
        int before = 0;
        for (int rank = 0; rank < PoolList.RANKS; rank++) {
            int back = order.rank(order.arrived(order.leftWithRank(rank), 0));
            assertTrue(back > 0 && back < PoolList.RANKS && back >= before, rank + " comes back as " + back);
            before = back;
        }
    }

    @Test void usesAreRanks() {
        EvictionOrder order = EvictionOrders.S3_FIFO.create();
        for (int rank = 1; rank <= 3; rank++)
            assertEquals(rank, order.rank(order.arrived(order.leftWithRank(rank), 0)));
        int fresh = order.arrived(0, 0);
        assertTrue(order.rank(order.used(fresh)) < order.rank(fresh));
    }

    private PoolList list() throws IOException {
        Path file = directory.resolve("list.bin");
        try (PoolListWriter writer = PoolListWriter.open(file, 4096, FileOutputStream::new, () -> false)) {
            writer.beginFile("file");
            for (int page = 0; page < PAGES; page++)
                writer.add(page, rank(page));
            writer.endFile();
            writer.commit(1000);
        }
        return PoolList.open(file, 4096);
    }

    private static int rank(int page) {
        return page % PoolList.RANKS;
    }
}
