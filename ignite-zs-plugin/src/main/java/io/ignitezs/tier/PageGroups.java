package io.ignitezs.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The groups of a tier by name: a group is there as long as it has open files. */
final class PageGroups {
    private final Function<String, GroupSettings> settings;

    /** Guarded by the monitor. */
    private final Map<String, PageGroup> groups = new TreeMap<>();
    private long limitBytes;

    /** The same, replaced as a whole. */
    private volatile PageGroup[] all = {};

    PageGroups(Function<String, GroupSettings> settings, long limitBytes) {
        this.settings = settings;
        this.limitBytes = limitBytes;
    }

    /** For a file that belongs to it. {@link #leave} MUST follow when that is closed. */
    synchronized PageGroup enter(String name) {
        PageGroup group = groups.get(name);
        if (group == null) {
            group = new PageGroup(name, settings.apply(name), limitBytes);
            groups.put(name, group);
            all = groups.values().toArray(new PageGroup[0]);
        }
        group.openIndexes++;
        return group;
    }

    synchronized void leave(PageGroup group) {
        if (--group.openIndexes > 0)
            return;
        groups.remove(group.name());
        all = groups.values().toArray(new PageGroup[0]);
    }

    /** The tier has this limit now. */
    synchronized void limitBytes(long limitBytes) {
        this.limitBytes = limitBytes;
        for (PageGroup group : all)
            group.limitBytes(limitBytes);
    }

    /** Not to be changed. */
    PageGroup[] all() {
        return all;
    }

    /** By name. */
    List<GroupStats> stats() {
        List<GroupStats> stats = new ArrayList<>();
        for (PageGroup group : all)
            stats.add(group.stats());
        return stats;
    }
}
