package io.ignitezs.ignite;

import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageVersion;
import io.ignitezs.tier.PoolList;
import java.nio.ByteBuffer;

/** The pages of one store that the tier holds, for whoever looks at them and is to leave them as they are. What is damaged is told by an exception of the tier. */
final class HeldPages {
    private final NodeTier node;
    private final TierAccess access;

    HeldPages(NodeTier node, TierAccess access) {
        this.node = node;
        this.access = access;
    }

    /** As {@link PageTier#rank}. */
    int rank(int pageIndex) {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return PoolList.RANKS;
        try {
            return node.tier.rank(index, pageIndex);
        }
        finally {
            access.leave();
        }
    }

    /** @return the first page from this one on that is here, -1 if there is none. It may be gone in a moment */
    int next(int pageIndex) {
        PageIndex index = access.enter();
        if (index == null)
            return -1;
        try {
            return node.tier.nextPage(index, pageIndex);
        }
        finally {
            access.leave();
        }
    }

    /** As {@link PageTier#peek}. */
    boolean peek(int pageIndex, ByteBuffer page, PageVersion version) {
        PageIndex index = access.enter(pageIndex);
        if (index == null)
            return false;
        try {
            return node.tier.peek(index, pageIndex, page, version);
        }
        finally {
            access.leave();
        }
    }

    /** As {@link PageTier#isStill}. */
    boolean isStill(PageVersion version) {
        if (access.enter() == null)
            return false;
        try {
            return node.tier.isStill(version);
        }
        finally {
            access.leave();
        }
    }
}
