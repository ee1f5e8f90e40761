package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsClassStats;
import io.ignitezs.plugin.ZsPlugin;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks for the size classes that are in use. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsClassesArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    /** Zspages by how full they are: up to so much, the last one to the last slot. As the kernel calls them. */
    private static final List<String> GROUPS = List.of("0%", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "99%", "100%");

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        List<ZsClassStats> classes = zs.classStats().stream().filter(each -> each.getZspages() > 0).collect(Collectors.toList());
        ZsTable table = ZsTable.of(titles());
        for (ZsClassStats each : classes)
            addRow(table, each.getSlotBytes(), each.getObjectsPerZspage(), each.getFramesPerZspage(), List.of(each));
        addRow(table, "Total", "", "", classes);
        return table;
    }

    private static String[] titles() {
        List<String> titles = new ArrayList<>(List.of("slotBytes"));
        titles.addAll(GROUPS);
        titles.addAll(List.of("zspages", "slots", "objects", "frames", "objectsPerZspage", "framesPerZspage", "freeableFrames"));
        return titles.toArray(new String[0]);
    }

    private static void addRow(ZsTable table, Serializable name, Serializable objects, Serializable frames, List<ZsClassStats> classes) {
        List<Serializable> row = new ArrayList<>(List.of(name));
        for (int group = 0; group < GROUPS.size(); group++)
            row.add(zspages(classes, group));
        row.add(sum(classes, ZsClassStats::getZspages));
        row.add(sum(classes, each -> each.getZspages() * each.getObjectsPerZspage()));
        row.add(sum(classes, ZsClassStats::getObjects));
        row.add(sum(classes, ZsClassStats::getFrames));
        row.addAll(List.of(objects, frames, sum(classes, ZsClassStats::getFreeableFrames)));
        table.row(row.toArray(new Serializable[0]));
    }

    private static long zspages(List<ZsClassStats> classes, int group) {
        return sum(classes, each -> each.getZspages(group));
    }

    private static long sum(List<ZsClassStats> classes, ToLongFunction<ZsClassStats> part) {
        return classes.stream().mapToLong(part).sum();
    }
}
