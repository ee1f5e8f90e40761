#!/usr/bin/env bash
# Measures the tier on pages of a real store, which is made from WordNet on the first run; figures are explained in docs/benchmarks.md.
#   bench.sh [--quick]                  everything but traces
#   bench.sh [--quick] density          bytes taken for bytes stored, by codec, chain limit and pool size
#   bench.sh [--quick] compare          reads and stores in turns beside the codec alone, by processor time
#   bench.sh [--quick] churn            bytes taken while pages change, with compaction in the background and without; time to give back a slab
#   bench.sh [--quick] latency          every read while pages are compacted and migrated, and while not, in turns
#   bench.sh [--quick] admission        hits by the share that pages may take which do not compress, under light and heavy pressure
#   bench.sh [--quick] checkpoint       gets while a checkpoint runs, and what it writes: stock, write-through, write-back; buffered and direct I/O
#   bench.sh [--quick] residency        pages in memory, reads of files, gets: exclusive and inclusive with the same memory; time added under segment locks
#   bench.sh [--quick] scan             hits and reads of files behind a full scan in the middle of Zipf gets: both eviction orders, both residencies
#   bench.sh [--quick] warm             seconds after a restart until the hit ratio of before is back, with a warm restart and without
#   bench.sh [--quick] metrics          what counting and timing reads costs, and an estimate that looks on: the same tier with and without it, in turns
#   bench.sh [--quick] scale            cost of each operation from 64 MiB to 8 GiB (so much must be free); two threads against one
#   bench.sh [--quick] traces           misses of eviction orders on page traces of nodes, which are recorded on the first run; not part of everything
#   bench.sh [--quick] jmh [arguments]  the JMH benchmarks; arguments are JMH's: a pattern, -f, -p codec=lz4, -prof ...
# Needs JDK 17 and Maven.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin

bad() {
    echo "bench.sh: unknown argument: $1 (allowed: [--quick] all, density, compare, churn, latency, admission, checkpoint, residency, scan, warm, metrics, scale, traces, jmh [arguments])" >&2
    exit 2
}
quick=false
settings=()
if [[ ${1:-} == --quick ]]; then
    quick=true
    settings=(-f 1 -wi 1 -w 500ms -i 2 -r 500ms)
    shift
fi
what=${1:-all}
[[ $# -gt 0 ]] && shift
case $what in
    all | density | compare | churn | latency | admission | checkpoint | residency | scan | warm | metrics | scale | traces | jmh) ;;
    *) bad "$what" ;;
esac
[[ $# -eq 0 || $what == jmh ]] || bad "$*"

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/benchmark-classpath -Dmdep.includeScope=test) || { echo "bench.sh: the build failed" >&2; exit 1; }

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
run() {
    "$java" "@$root/config/jvm.options" -Xmx1g -XX:MaxDirectMemorySize=3g -Djava.net.preferIPv4Stack=true \
        -Dbenchmark.pages="$module/target/benchmark-pages.bin" -Dbenchmark.quick=$quick \
        -Dbenchmark.traces="$module/target/traces" \
        -cp "$module/target/classes:$module/target/test-classes:$(cat "$module/target/benchmark-classpath")" \
        io.ignitezs.ignite.BenchmarkRun "$@"
}

if [[ $what == all || $what == density ]]; then
    for mebibytes in 16 64 256; do
        run resident $mebibytes
    done
fi
run "$what" ${settings[@]+"${settings[@]}"} "$@"
