package io.ignitezs.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated power loss takes what may be lost, in sectors, and nothing that was fsynced. Each sector is filled with the number of its write. */
class UnsyncedFileTest {
    private static final int SECTOR = UnsyncedFile.SECTOR_BYTES;
    private static final int PAGE_SECTORS = 8;
    private static final int PAGES = 6;
    private static final int SEEDS = 300;

    @TempDir
    private Path folder;

    private FileChannel channel;
    private UnsyncedFile file;

    /** What the disk may have of each sector after a power loss: its content at the last fsync, and all that was written since. */
    private final List<List<Integer>> possible = new ArrayList<>();
    private final LossCounts counts = new LossCounts();
    private int writes;

    @BeforeEach void create() throws IOException {
        channel = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach void close() throws IOException {
        channel.close();
    }

    @Test void whatWasSyncedSurvives() throws IOException {
        begin(1);
        write(0, PAGES);
        sync();
        assertArrayEquals(content(), lost(Survival.NONE, 1));
        assertEquals(0, counts.lostSectors);
    }

    @Test void theWorstLossLeavesTheLastSync() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            write(0, 2);
            sync();
            byte[] synced = content();
            write(1, 3);
            assertArrayEquals(synced, lost(Survival.NONE, seed), "seed " + seed);
        }
    }

    @Test void aKillLosesNothing() throws IOException {
        begin(1);
        write(0, PAGES);
        assertArrayEquals(content(), lost(Survival.ALL, 1));
    }

    /** Pages are torn, whole ones survive and are lost, files end early; nothing is there that was never written. */
    @Test void aLossLeavesSomeOfWhatWasWritten() throws IOException {
        int torn = 0;
        int shorter = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] after = lossAfterRandomWrites(seed);
            checkPossible(after, seed);
            shorter += after.length < channel.size() ? 1 : 0;
            torn += tornPages(after);
        }
        assertTrue(torn > SEEDS / 10 && shorter > SEEDS / 10, torn + " torn pages, " + shorter + " shorter files");
        assertTrue(counts.lostSectors > SEEDS && counts.keptSectors > SEEDS, counts.lostSectors + " lost, " + counts.keptSectors + " kept");
    }

    /** The journal of the file system may have it before the power fails, or not. */
    @Test void aTruncationIsLostOrNot() throws IOException {
        int isLost = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed);
            write(0, PAGES);
            sync();
            byte[] before = content();
            file.beforeTruncation(channel::read);
            channel.truncate(0);
            byte[] after = lost(Survival.NONE, seed);
            assertTrue(after.length == 0 || Arrays.equals(before, after), "seed " + seed);
            isLost += after.length == 0 ? 0 : 1;
        }
        assertTrue(isLost > SEEDS / 4 && isLost < SEEDS * 3 / 4, isLost + " truncations were lost");
    }

    private byte[] lossAfterRandomWrites(int seed) throws IOException {
        Random random = new Random(seed);
        begin(seed);
        for (int step = 0; step < 12; step++)
            if (random.nextInt(5) == 0)
                sync();
            else
                write(random.nextInt(PAGES), 1 + random.nextInt(2));
        return lost(Survival.SOME, seed);
    }

    private void begin(int seed) throws IOException {
        channel.truncate(0);
        file = new UnsyncedFile(folder.resolve("file"), 0, seed);
        possible.clear();
        for (int sector = 0; sector < (PAGES + 1) * PAGE_SECTORS; sector++)
            possible.add(new ArrayList<>(List.of(0)));
    }

    private void write(int page, int pages) throws IOException {
        long position = (long)page * PAGE_SECTORS * SECTOR;
        byte[] bytes = new byte[pages * PAGE_SECTORS * SECTOR];
        Arrays.fill(bytes, (byte)(++writes % 100 + 1));
        file.beforeWrite(channel::read, position, bytes.length);
        channel.write(ByteBuffer.wrap(bytes), position);
        for (int sector = 0; sector < pages * PAGE_SECTORS; sector++)
            possible.get(page * PAGE_SECTORS + sector).add((int)bytes[0]);
    }

    private void sync() throws IOException {
        file.synced(channel.size());
        for (List<Integer> sector : possible)
            sector.subList(0, sector.size() - 1).clear();
    }

    private byte[] lost(Survival survival, long seed) throws IOException {
        Path copy = folder.resolve("copy");
        Files.write(copy, content());
        file.lose(copy, survival, new Random(seed), counts);
        return Files.readAllBytes(copy);
    }

    private byte[] content() throws IOException {
        return Files.readAllBytes(folder.resolve("file"));
    }

    /** The file may only end before what no fsync had. */
    private void checkPossible(byte[] after, int seed) {
        for (int sector = 0; sector < possible.size(); sector++) {
            if ((sector + 1) * SECTOR > after.length) {
                assertTrue(possible.get(sector).contains(0), "seed " + seed + ": synced sector " + sector + " is beyond the end");
                continue;
            }
            for (int at = sector * SECTOR; at < (sector + 1) * SECTOR; at++)
                assertTrue(after[at] == after[sector * SECTOR] && possible.get(sector).contains((int)after[at]),
                    "seed " + seed + ": sector " + sector + " has " + after[at] + ", possible " + possible.get(sector));
        }
    }

    /** Pages of which the disk has neither all of the last write nor nothing of it. */
    private static int tornPages(byte[] after) {
        int torn = 0;
        for (int page = 0; (page + 1) * PAGE_SECTORS * SECTOR <= after.length; page++) {
            int first = page * PAGE_SECTORS;
            for (int sector = first + 1; sector < first + PAGE_SECTORS; sector++)
                if (after[sector * SECTOR] != after[first * SECTOR]) {
                    torn++;
                    break;
                }
        }
        return torn;
    }
}
