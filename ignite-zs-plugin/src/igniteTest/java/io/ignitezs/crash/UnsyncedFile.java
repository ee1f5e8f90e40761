package io.ignitezs.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What of a file would not survive a power loss: for each sector that was written since the last fsync, what is under it on the
 * disk. The file itself has everything, as the page cache has, so who reads it by other ways sees what the node sees.
 */
final class UnsyncedFile {
    static final int SECTOR_BYTES = 512;
    private static final int BLOCK_SECTORS = 8;

    /** A write that follows another of the same sector finds that one already written back, one time in so many. */
    private static final int WRITTEN_BACK_ONE_IN = 4;
    private static final double[] LOST_SHARES = {0, 0.1, 0.5, 0.9, 1};
    private static final int[] TOGETHER = {1, 8, 64};

    /** Reads the file as the page cache has it. */
    interface Reader {
        int read(ByteBuffer into, long position) throws IOException;
    }

    /** Old content by sector; empty if the file on the disk ends before it. */
    private final Map<Long, byte[]> under = new HashMap<>();
    private final Path file;
    private final Random random;
    private long durableBytes;
    private boolean truncationIsLost;

    /** @param file as it was first called */
    UnsyncedFile(Path file, long durableBytes, long seed) {
        this.file = file;
        this.durableBytes = durableBytes;
        random = new Random(seed);
    }

    /** Before bytes are written; the caller holds this object's lock until they are. */
    void beforeWrite(Reader file, long position, long bytes) throws IOException {
        boolean writtenBack = !truncationIsLost && random.nextInt(WRITTEN_BACK_ONE_IN) == 0;
        long end = position + bytes;
        for (long sector = position / SECTOR_BYTES; sector * SECTOR_BYTES < end; sector++)
            if (writtenBack || !under.containsKey(sector))
                under.put(sector, durable(file, sector, under.containsKey(sector)));
    }

    /** Before the file is emptied. That is in the journal already, or it is lost if no fsync follows, with all that is written later. */
    void beforeTruncation(Reader file) throws IOException {
        if (random.nextBoolean()) {
            synced(0);
            return;
        }
        truncationIsLost = true;
        for (long sector = 0; sector * SECTOR_BYTES < durableBytes; sector++)
            if (!under.containsKey(sector))
                under.put(sector, durable(file, sector, false));
    }

    /** Page files keep their names: what has another one was made after this one was deleted. */
    boolean isOf(Path named) {
        return !IoEvent.isPageFile(file) || file.equals(named);
    }

    void synced(long bytes) {
        under.clear();
        truncationIsLost = false;
        durableBytes = bytes;
    }

    /** Makes a copy of the file what the disk has after the power has failed. */
    void lose(Path file, Survival survival, Random random, LossCounts counts) throws IOException {
        if (survival == Survival.ALL || under.isEmpty())
            return;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            double lostShare = truncationIsLost ? 1 : lostShare(survival, random);
            long end = Math.max(durableBytes, loseSectors(channel, channel.size(), lostShare, random, counts));
            resize(channel, end);
        }
    }

    /** @return where the last sector ends that survived */
    private long loseSectors(FileChannel channel, long bytes, double lostShare, Random random, LossCounts counts) throws IOException {
        int together = TOGETHER[random.nextInt(TOGETHER.length)];
        Map<Long, Boolean> fates = new HashMap<>();
        if (isNew())
            fates.put(0L, random.nextDouble() < lostShare);
        double share = fates.getOrDefault(0L, false) ? 1 : lostShare;
        long survivingEnd = 0;
        for (Map.Entry<Long, byte[]> old : under.entrySet()) {
            long start = old.getKey() * SECTOR_BYTES;
            boolean extension = old.getValue().length == 0;
            long group = old.getKey() / (extension ? Math.max(together, BLOCK_SECTORS) : together);
            boolean lost = fates.computeIfAbsent(group, unknown -> random.nextDouble() < share);
            if (lost)
                channel.write(ByteBuffer.wrap(extension ? new byte[SECTOR_BYTES] : old.getValue()), start);
            else
                survivingEnd = Math.max(survivingEnd, Math.min(bytes, (old.getKey() / BLOCK_SECTORS + 1) * BLOCK_SECTORS * SECTOR_BYTES));
            counts.count(lost);
        }
        return survivingEnd;
    }

    private static double lostShare(Survival survival, Random random) {
        return survival == Survival.NONE ? 1 : LOST_SHARES[random.nextInt(LOST_SHARES.length)];
    }

    /** The first block of a new file is there if anything of it is. */
    private boolean isNew() {
        byte[] first = under.get(0L);
        return first != null && first.length == 0;
    }

    private static void resize(FileChannel channel, long bytes) throws IOException {
        if (channel.size() > bytes)
            channel.truncate(bytes);
    }

    private byte[] durable(Reader file, long sector, boolean extended) throws IOException {
        long start = sector * SECTOR_BYTES;
        if (start >= durableBytes && !extended)
            return new byte[0];
        ByteBuffer content = ByteBuffer.allocate(SECTOR_BYTES);
        while (content.hasRemaining() && file.read(content, start + content.position()) > 0)
            continue;
        return content.array();
    }
}
