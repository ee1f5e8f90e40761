package io.ignitezs.ignite;

import static org.apache.ignite.internal.processors.cache.persistence.defragmentation.CachePartitionDefragmentationManager.DEFRAGMENTATION_MNTC_TASK_NAME;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.processors.cache.persistence.defragmentation.maintenance.DefragmentationParameters;
import org.apache.ignite.internal.util.typedef.internal.CU;
import org.apache.ignite.maintenance.MaintenanceTask;

/**
 * Refuses the start of a node that is to defragment volatile cache groups: when it was asked to, Ignite asks nobody. That has to be before Ignite prepares the
 * defragmentation, because a node that fails after that and before it begins never stops.
 */
final class VolatileDefragmentation {
    private final GridKernalContext node;
    private final VolatileGroups groups;

    VolatileDefragmentation(GridKernalContext node, VolatileGroups groups) {
        this.node = node;
        this.groups = groups;
    }

    /** Forgets what was asked for, or the node could never start again. @throws IgniteCheckedException if volatile groups were meant */
    void refuse() throws IgniteCheckedException {
        MaintenanceTask asked = node.maintenanceRegistry().activeMaintenanceTask(DEFRAGMENTATION_MNTC_TASK_NAME);
        List<String> caches = asked == null ? List.of() : meant(DefragmentationParameters.fromStore(asked).cacheNames());
        if (caches.isEmpty())
            return;
        node.maintenanceRegistry().unregisterMaintenanceTask(DEFRAGMENTATION_MNTC_TASK_NAME);
        throw new IgniteCheckedException("Defragmentation is refused because volatile cache groups have no page files; it is not scheduled any more, the node"
            + " can be started again [property=volatileCacheGroups, caches=" + caches + ", allowed=names of caches of other groups]");
    }

    /** @param names none for all caches @return those of volatile groups */
    private List<String> meant(List<String> names) throws IgniteCheckedException {
        return node.cache().configManager().readCacheConfigurations().values().stream()
            .filter(cache -> groups.isNamed(CU.cacheOrGroupName(cache.config())))
            .map(cache -> cache.config().getName())
            .filter(name -> names.isEmpty() || names.contains(name))
            .sorted().collect(Collectors.toList());
    }
}
