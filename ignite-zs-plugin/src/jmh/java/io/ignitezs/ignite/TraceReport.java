package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ignite.IgniteCheckedException;

/** Records traces of nodes and prints what orders of eviction make of them; {@code bench.sh traces}. */
public final class TraceReport {
    private TraceReport() {
    }

    public static void main(String[] arguments) throws IOException, IgniteCheckedException {
        TraceRecording.record(Path.of(arguments[0]), Boolean.getBoolean("benchmark.quick"));
    }
}
