package io.ignitezs.ignite;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs what {@code bench.sh} is asked for: {@code all}, {@code jmh} with JMH's arguments, {@code compare}, {@code density}, {@code scale}, {@code latency},
 * {@code churn}, {@code admission}, {@code checkpoint}, {@code residency}, {@code scan}, {@code warm}, {@code metrics}; and
 * {@code resident} with MiB.
 */
public final class BenchmarkRun {
    private static final int ROUNDS = 61;
    private static final int QUICK_ROUNDS = 11;

    private BenchmarkRun() {
    }

    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "all" : arguments[0];
        boolean quick = Boolean.getBoolean("benchmark.quick");
        if (what.equals("traces")) {
            TraceReport.print(Path.of(System.getProperty("benchmark.traces")), quick);
            return;
        }
        PageDump.makeIfMissing();
        if (what.equals("resident"))
            DensityReport.printResident(Long.parseLong(arguments[1]) << 20);
        if (what.equals("all") || what.equals("density"))
            DensityReport.print(quick);
        if (what.equals("all") || what.equals("compare"))
            SideBySideReport.print(quick ? QUICK_ROUNDS : ROUNDS);
        if (what.equals("all") || what.equals("churn"))
            ChurnReport.print(quick);
        if (what.equals("all") || what.equals("latency"))
            LatencyReport.print(quick);
        if (what.equals("all") || what.equals("admission"))
            AdmissionReport.print(quick);
        if (what.equals("all") || what.equals("checkpoint"))
            CheckpointReport.print(quick);
        if (what.equals("all") || what.equals("residency"))
            ResidencyReport.print(quick);
        if (what.equals("all") || what.equals("scan"))
            ScanReport.print(quick);
        if (what.equals("all") || what.equals("warm"))
            WarmRestartReport.print(quick);
        if (what.equals("all") || what.equals("metrics"))
            MetricsReport.print(quick ? QUICK_ROUNDS : ROUNDS);
        if (what.equals("all") || what.equals("scale")) {
            ScaleReport.print(quick);
            ThreadsReport.print(quick ? QUICK_ROUNDS : ROUNDS);
        }
        if (what.equals("all") || what.equals("jmh"))
            print(run(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length)));
    }

    private static Collection<RunResult> run(String[] arguments) throws CommandLineOptionException, RunnerException {
        Options options = new OptionsBuilder().parent(new CommandLineOptions(arguments)).addProfiler(GCProfiler.class).build();
        return new Runner(options).run();
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf("%n%-50s %-28s %8s %10s %8s %9s%n", "benchmark", "parameters", "threads", "ns/op", "+-", "B/op");
        for (RunResult result : results)
            System.out.printf("%-50s %-28s %8d %10.0f %8.0f %9.3f%n", name(result.getParams()), parameters(result.getParams()),
                result.getParams().getThreads(), result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError(),
                allocatedBytes(result));
    }

    private static String name(BenchmarkParams params) {
        return params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
    }

    private static String parameters(BenchmarkParams params) {
        TreeMap<String, String> values = new TreeMap<>();
        params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
        return values.values().toString();
    }

    private static double allocatedBytes(RunResult result) {
        for (Result<?> secondary : result.getSecondaryResults().values())
            if (secondary.getLabel().endsWith("gc.alloc.rate.norm"))
                return secondary.getScore();
        return Double.NaN;
    }
}
