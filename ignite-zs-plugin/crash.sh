#!/usr/bin/env bash
# Ends a node suddenly, again and again: it is loaded with transactions, its power fails (or its process is killed) at a random point, it starts on
# what was left, and every row is compared with what was acknowledged. Stock Ignite runs the same cycles as a control.
#   crash.sh [--cycles N] [--mode M] [--seed S] [--kill]
#     --cycles   of each mode; 200 by default, 50 with --kill
#     --mode     stock, write-through, write-back, mixed (one of these three, drawn for each start) or volatile; all five by default
#     --seed     of the first chain of cycles; chosen and printed by default
#     --kill     kills a process with signal 9; otherwise simulated power loss
# One line for each cycle, with its seed, a table at the end, and a last line that begins with PASSED or FAILED; exit code 0 or 1.
# The files of a cycle that went wrong are kept, with the log of its mode.
# Needs JDK 17, Maven, Linux, about 2 GiB of memory (4 GiB for moments: Ignite takes the lengths in a torn log record for true), and as much disk.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin
all=(stock write-through write-back mixed volatile)
modes=("${all[@]}")
kind=power
cycles=
seed=$(date +%s)

bad() {
    echo "crash.sh: bad arguments: $1 (allowed: --cycles N, --mode stock|write-through|write-back|mixed|volatile, --seed S, --kill)" >&2
    exit 2
}
arguments="$*"
while [[ $# -gt 0 ]]; do
    case $1 in
        --cycles) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || bad "$arguments"; cycles=$2; shift ;;
        --mode) [[ " ${all[*]} " == *" ${2:-?} "* ]] || bad "$arguments"; modes=("$2"); shift ;;
        --seed) [[ ${2:-} =~ ^[0-9]+$ ]] || bad "$arguments"; seed=$2; shift ;;
        --kill) kind=kill ;;
        *) bad "$arguments" ;;
    esac
    shift
done
[[ -n $cycles ]] || { [[ $kind == kill ]] && cycles=50 || cycles=200; }

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/crash-classpath -Dmdep.includeScope=test) || { echo "crash.sh: the build failed" >&2; exit 1; }

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
work=$(mktemp -d -t zs-crash.XXXXXX)
trap '[[ -n ${kept:-} ]] || rm -rf "$work"' EXIT

run() {
    "$java" "@$root/config/jvm.options" -ea -Xmx4g -XX:MaxDirectMemorySize=1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.net.preferIPv4Stack=true \
        -DIGNITE_QUIET=true -DIGNITE_NO_ASCII=true -DIGNITE_WAL_MMAP=false -DIGNITE_DISABLE_WAL_DURING_REBALANCING=false \
        -cp "$module/target/classes:$module/target/test-classes:$(cat "$module/target/crash-classpath")" \
        io.ignitezs.crash.CrashRun "$1" "$cycles" "$seed" "$work/$1" "$kind" 2>"$work/$1.log" \
        | grep --line-buffered -E "^($1|PASSED|FAILED|  )" | tee "$work/$1.out" || true
    grep -E '^(PASSED|FAILED)' "$work/$1.out" >>"$work/table" || { tail -n 40 "$work/$1.log" >&2; echo "FAILED $1: it ended early" >>"$work/table"; }
}

for mode in "${modes[@]}"; do
    run "$mode"
done
echo
cat "$work/table"
if grep -q '^FAILED' "$work/table"; then
    kept=$work
    echo "FAILED: see the lines with WRONG, and the files in $kept; seed $seed"
    exit 1
fi
echo "PASSED: nothing acknowledged was lost; seed $seed"
