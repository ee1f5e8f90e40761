package io.ignitezs.examples;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * How busy the JVM's compilers are. After a start they take a processor for many seconds, so whoever is measured first would look slow; a second
 * node in the same process finds most of Ignite compiled.
 */
final class Compiler {
    /** Of one processor. */
    private static final double BUSY_SHARE = 0.15;

    private final CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    private long compiledMillis = compiledMillis();
    private long nanos = System.nanoTime();

    /** Whether they have been busy since this was last asked. */
    boolean isBusy() {
        long compiled = compiledMillis() - compiledMillis;
        long passed = System.nanoTime() - nanos;
        compiledMillis += compiled;
        nanos += passed;
        return compiled * 1e6 > BUSY_SHARE * passed;
    }

    private long compiledMillis() {
        return bean == null || !bean.isCompilationTimeMonitoringSupported() ? 0 : bean.getTotalCompilationTime();
    }
}
