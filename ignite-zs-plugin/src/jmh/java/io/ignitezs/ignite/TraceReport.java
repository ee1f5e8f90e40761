package io.ignitezs.ignite;

import io.ignitezs.tier.PolicyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ignite.IgniteCheckedException;

/** Records traces of nodes where there are none yet, and prints what orders of eviction make of them; {@code bench.sh traces}. */
final class TraceReport {
    private TraceReport() {
    }

    /** @param directory where traces are, or get to, by residency */
    static void print(Path directory, boolean quick) throws IOException, IgniteCheckedException {
        print(directory.resolve("exclusive"), quick, true);
        print(directory.resolve("inclusive"), quick, false);
        PolicyReport.printAsExclusive(directory.resolve("inclusive"), TraceRecording.REGION_PAGES);
    }

    private static void print(Path directory, boolean quick, boolean exclusive) throws IOException, IgniteCheckedException {
        if (!Files.exists(directory))
            TraceRecording.record(directory, quick, exclusive);
        PolicyReport.print(directory, exclusive);
    }
}
