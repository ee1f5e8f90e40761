package io.ignitezs.ignite;

import io.ignitezs.tier.PageIndex;
import java.nio.ByteBuffer;

/**
 * Shows the pages of one store to a tier that serves nothing, when they have been read from their file. It does what it would have done if it had been asked for them;
 * what it finds is of no use to anybody.
 */
final class ShownPages {
    private final NodeTier node;
    private final TierAccess access;
    private final StoreResidency residency;

    ShownPages(NodeTier node, TierAccess access, StoreResidency residency) {
        this.node = node;
        this.access = access;
        this.residency = residency;
    }

    /** @param ticket from before the page was read @param rawBytes as in {@link StorePages#fill} */
    void show(int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return;
        try {
            show(index, pageIndex, ticket, page, rawBytes);
        }
        catch (Throwable e) {
            node.failed("show", e);
        }
        finally {
            access.leave();
        }
    }

    private void show(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        if (wouldServe(index, pageIndex))
            return;
        if (!residency.isExclusive() && node.onOff.isOn())
            node.tier.fill(index, pageIndex, ticket, page, rawBytes);
        node.compactionTrigger.readFromFile();
    }

    private boolean wouldServe(PageIndex index, int pageIndex) {
        Shadow.Scratch scratch = node.shadow.take();
        try {
            return residency.isExclusive() ? residency.take(index, pageIndex, scratch.page) : node.tier.read(index, pageIndex, scratch.page);
        }
        finally {
            node.shadow.give(scratch);
        }
    }
}
