package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageMemory;
import org.apache.ignite.internal.pagemem.wal.WALIterator;
import org.apache.ignite.internal.pagemem.wal.record.WALRecord;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;

/** Reads the node's whole write-ahead log for one page: seconds, for a page that can be had nowhere else. */
final class WalPageLog implements PageLog {
    private final GridCacheSharedContext<?, ?> context;
    private final IntFunction<Object> memoryOfGroup;

    /** @param memoryOfGroup the page memory of a cache group's region; null while Ignite does not know the group */
    WalPageLog(GridCacheSharedContext<?, ?> context, IntFunction<Object> memoryOfGroup) {
        this.context = context;
        this.memoryOfGroup = memoryOfGroup;
    }

    @Override public boolean read(int groupId, long pageId, ByteBuffer page) throws IgniteCheckedException {
        PageMemory memory = (PageMemory)memoryOfGroup.apply(groupId);
        if (memory == null || context.wal() == null)
            return false;
        LoggedPage logged = new LoggedPage(memory, context.kernalContext().compress(), groupId, pageId);
        try (WALIterator log = context.wal().replay(null, (type, pointer) -> type.purpose() != WALRecord.RecordPurpose.LOGICAL)) {
            while (log.hasNext())
                logged.apply(log.next().get2());
        }
        catch (IgniteCheckedException | RuntimeException e) {
            // The end of a log that others write to may not be readable; whoever asks compares what came before it with a checksum.
            if (!logged.copyTo(page))
                throw e;
            return true;
        }
        return logged.copyTo(page);
    }
}
