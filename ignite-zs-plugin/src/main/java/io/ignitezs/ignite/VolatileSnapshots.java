package io.ignitezs.ignite;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotHandler;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotHandlerContext;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotHandlerType;

/** Refuses snapshots that would have volatile cache groups in them, and the restore of such groups; dumps are made of rows, and work. */
final class VolatileSnapshots implements SnapshotHandler<String> {
    private final SnapshotHandlerType type;
    private final Predicate<String> isVolatile;

    VolatileSnapshots(SnapshotHandlerType type, Predicate<String> isVolatile) {
        this.type = type;
        this.isVolatile = isVolatile;
    }

    @Override public SnapshotHandlerType type() {
        return type;
    }

    @Override public String invoke(SnapshotHandlerContext context) throws IgniteCheckedException {
        List<String> groups = context.groups().stream().filter(isVolatile).sorted().collect(Collectors.toList());
        if (!groups.isEmpty() && !context.metadata().dump())
            throw new IgniteCheckedException((type == SnapshotHandlerType.CREATE ? "A snapshot" : "A restore")
                + " is refused because volatile cache groups have no page files [property=volatileCacheGroups, cacheGroups=" + groups
                + ", allowed=a dump, or a snapshot when these caches are destroyed]");
        return null;
    }
}
