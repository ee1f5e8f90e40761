package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.pagemem.PageMemory;
import org.apache.ignite.internal.pagemem.wal.record.CheckpointRecord;
import org.apache.ignite.internal.pagemem.wal.record.MemoryRecoveryRecord;
import org.apache.ignite.internal.pagemem.wal.record.PageSnapshot;
import org.apache.ignite.internal.pagemem.wal.record.WALRecord;
import org.apache.ignite.internal.pagemem.wal.record.delta.InitNewPageRecord;
import org.apache.ignite.internal.pagemem.wal.record.delta.PageDeltaRecord;
import org.apache.ignite.internal.pagemem.wal.record.delta.PartitionDestroyRecord;
import org.apache.ignite.internal.processors.compress.CompressionProcessor;

/**
 * One page, as records of the write-ahead log make it one after the other. After each checkpoint began the first change of a page logs all of it, or that
 * it is new, and each further one what is changed.
 */
final class LoggedPage {
    private final PageMemory memory;
    private final CompressionProcessor compression;
    private final int groupId;
    private final long effectivePageId;
    private final ByteBuffer current;
    private final ByteBuffer atCheckpoint;
    private boolean isCurrentKnown;
    private boolean isKnown;

    /** @param compression knows what {@code walPageCompression} does to whole pages */
    LoggedPage(PageMemory memory, CompressionProcessor compression, int groupId, long pageId) {
        this.memory = memory;
        this.compression = compression;
        this.groupId = groupId;
        effectivePageId = PageIdUtils.effectivePageId(pageId);
        current = ByteBuffer.allocateDirect(memory.pageSize()).order(ByteOrder.nativeOrder());
        atCheckpoint = ByteBuffer.allocateDirect(memory.pageSize()).order(ByteOrder.nativeOrder());
    }

    /** The next record of the log. */
    void apply(WALRecord logged) throws IgniteCheckedException {
        if (logged instanceof CheckpointRecord)
            checkpoint();
        else if (logged instanceof MemoryRecoveryRecord || logged instanceof PartitionDestroyRecord && isOfPartition((PartitionDestroyRecord)logged))
            isCurrentKnown = false;
        else if (logged instanceof PageSnapshot && isOfPage(((PageSnapshot)logged).groupId(), ((PageSnapshot)logged).fullPageId().pageId()))
            whole((PageSnapshot)logged);
        else if (logged instanceof PageDeltaRecord && isOfPage(((PageDeltaRecord)logged).groupId(), ((PageDeltaRecord)logged).pageId()))
            change((PageDeltaRecord)logged);
    }

    /** What the page was when the last checkpoint began that it had changed before. @return false if no record says that */
    boolean copyTo(ByteBuffer page) {
        if (isKnown)
            Memory.copy(Memory.address(atCheckpoint), Memory.address(page), atCheckpoint.capacity());
        Reference.reachabilityFence(this);
        return isKnown;
    }

    private boolean isOfPage(int ofGroupId, long pageId) {
        return ofGroupId == groupId && PageIdUtils.effectivePageId(pageId) == effectivePageId;
    }

    private boolean isOfPartition(PartitionDestroyRecord destroyed) {
        return destroyed.groupId() == groupId && destroyed.partitionId() == PageIdUtils.partId(effectivePageId);
    }

    private void checkpoint() {
        if (!isCurrentKnown)
            return;
        Memory.copy(Memory.address(current), Memory.address(atCheckpoint), current.capacity());
        isKnown = true;
        isCurrentKnown = false;
    }

    private void whole(PageSnapshot logged) throws IgniteCheckedException {
        current.clear();
        current.put(logged.pageData()).clear();
        compression.decompressPage(current, current.capacity());
        isCurrentKnown = true;
    }

    private void change(PageDeltaRecord delta) throws IgniteCheckedException {
        if (!isCurrentKnown && delta instanceof InitNewPageRecord) {
            Memory.fill(Memory.address(current), current.capacity(), (byte)0);
            isCurrentKnown = true;
        }
        if (isCurrentKnown)
            delta.applyDelta(memory, Memory.address(current));
    }
}
