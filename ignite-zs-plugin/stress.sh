#!/usr/bin/env bash
# Tests of the pool's lock protocol, and of its damage, that are too long for the build.
#   stress.sh [minutes] [seed]                    users, compactors, a migrator and a resizer at once; 10 minutes by default
#   stress.sh interleavings [preemptions]         all orders of groups of actors with at most so many preemptions; 3 by default
#   stress.sh faults [seconds] [seed]             random bits of a tier are flipped, its decoder fails, memory is refused; 600 by default
#   stress.sh replay <roles> <choices>            one schedule again, as a failure printed it: READER,COMPACTOR 0110
# Stops at the first failure, with a seed or a schedule. Needs JDK 17 and Maven.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin

bad() {
    echo "stress.sh: bad arguments: $1 (allowed: [minutes] [seed], faults [seconds] [seed], interleavings [preemptions], replay <roles> <choices>)" >&2
    exit 2
}
case ${1:-} in
    interleavings) [[ $# -le 2 && ${2:-3} =~ ^[0-9]+$ ]] || bad "$*"
        main=pool.PoolInterleavings; arguments=("${2:-3}") ;;
    faults) [[ $# -le 3 && ${2:-600} =~ ^[0-9]+$ && ${3:-0} =~ ^-?[0-9]+$ ]] || bad "$*"
        main=tier.FaultStress; arguments=("${2:-600}" ${3+"$3"}) ;;
    replay) [[ $# -eq 3 ]] || bad "$*"
        main=pool.PoolInterleavings; arguments=("$2" "$3") ;;
    *) [[ $# -le 2 && ${1:-10} =~ ^[0-9]+([.][0-9]+)?$ && ${2:-0} =~ ^-?[0-9]+$ ]] || bad "$*"
        main=pool.PoolStress; arguments=("${1:-10}" ${2+"$2"}) ;;
esac

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/stress-classpath -Dmdep.includeScope=test) || { echo "stress.sh: the build failed" >&2; exit 1; }

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
exec "$java" "@$root/config/jvm.options" -ea -Xmx1g -XX:MaxDirectMemorySize=1g \
    -cp "$module/target/classes:$module/target/test-classes:$(cat "$module/target/stress-classpath")" "io.ignitezs.$main" "${arguments[@]}"
