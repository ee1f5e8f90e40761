package io.ignitezs.plugin;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;

/** What a node of this process exports of its pool, seen through the platform's MBean server as any JMX client sees it. */
final class PoolBeans {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private PoolBeans() {
    }

    /** @return the registry of metrics; null if there is none */
    static ObjectName metricsName(String node) {
        return find("org.apache:igniteInstanceName=" + node + ",group=zs,name=pool,*");
    }

    /** By attribute. Empty without registry. */
    static Map<String, Object> metrics(String node) {
        Map<String, Object> values = new TreeMap<>();
        ObjectName bean = metricsName(node);
        try {
            String[] names = bean == null ? new String[0]
                : Stream.of(SERVER.getMBeanInfo(bean).getAttributes()).map(MBeanFeatureInfo::getName).toArray(String[]::new);
            if (bean != null)
                for (Attribute attribute : SERVER.getAttributes(bean, names).asList())
                    values.put(attribute.getName(), attribute.getValue());
        }
        catch (JMException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    /** Only those that are whole numbers. */
    static Map<String, Long> numbers(String node) {
        Map<String, Long> numbers = new TreeMap<>();
        metrics(node).forEach((name, value) -> {
            if (value instanceof Long)
                numbers.put(name, (Long)value);
        });
        return numbers;
    }

    /** Rows of a system view. */
    static TabularData view(String node, String view) {
        try {
            return (TabularData)SERVER.getAttribute(find("org.apache:igniteInstanceName=" + node + ",group=views,name=\"" + view + "\",*"), "views");
        }
        catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectName find(String pattern) {
        try {
            Set<ObjectName> found = SERVER.queryNames(new ObjectName(pattern), null);
            return found.isEmpty() ? null : found.iterator().next();
        }
        catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }
}
