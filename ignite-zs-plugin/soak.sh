#!/usr/bin/env bash
# Soaks a node: rows are inserted, grown, removed and read while a small pool is compacted, migrated and resized at full speed. Every row is compared
# with a model all the time and at the end; the process's resident size, less the most that the same load has without pool (measured first, in a
# process of its own), must stay within the limit of the moment + 5 %.
#   soak.sh [minutes]    10 minutes by default
#   soak.sh --quick      1 minute; either way some minutes more for building, loading and the measurement without pool
# Ends with a line that begins with PASSED or FAILED, and with exit code 0 or 1. SOAK_SEED=<number> repeats the choices of an earlier run.
# Needs JDK 17, Maven, Linux, and about 2 GiB of memory and 4 GiB of disk.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin

minutes=${1:-10}
[[ $minutes == --quick ]] && minutes=1
if [[ $# -gt 1 || ! $minutes =~ ^[1-9][0-9]*$ ]]; then
    echo "soak.sh: bad arguments: $* (allowed: a number of minutes above 0, or --quick)" >&2
    exit 2
fi
if [[ ! ${SOAK_SEED:-0} =~ ^-?[0-9]+$ ]]; then
    echo "soak.sh: bad SOAK_SEED: $SOAK_SEED (allowed: a number)" >&2
    exit 2
fi

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/soak-classpath -Dmdep.includeScope=test) || { echo "soak.sh: the build failed" >&2; exit 1; }

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
work=$(mktemp -d -t zs-soak.XXXXXX)
trap 'rm -rf "$work"' EXIT

# So that resident size tells the pool's memory: a heap that is there from the beginning and a collector without tables that grow.
run() {
    "$java" "@$root/config/jvm.options" -Xms512m -Xmx512m -XX:+AlwaysPreTouch -XX:+UseSerialGC -XX:MaxDirectMemorySize=512m \
        -Djava.net.preferIPv4Stack=true -DIGNITE_QUIET=false -DIGNITE_NO_ASCII=true -DIGNITE_WAL_MMAP=false ${SOAK_SEED:+-Dsoak.seed=$SOAK_SEED} \
        -cp "$module/target/classes:$module/target/test-classes:$(cat "$module/target/soak-classpath")" \
        io.ignitezs.soak.SoakRun "$1" "$2" "$work/$1" "$work/base-bytes" 2>"$work/$1.log" \
        || { tail -n 40 "$work/$1.log" >&2; return 1; }
}

seconds=$((minutes * 60))
run base $((seconds < 300 ? seconds : 300))
rm -rf "$work/base"
run pool $seconds
