#!/usr/bin/env bash
# Stresses the pool's lock protocol with jcstress: every outcome of a race that the pool forbids is looked for, in all JVM modes.
#   jcstress.sh [--quick] [pattern]     the tests whose names the pattern matches, or all; --quick is what "mvn verify" runs
# Results are written to target/jcstress/results/index.html. Needs JDK 17 and Maven.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin

options=long.options
if [[ ${1:-} == --quick ]]; then
    options=quick.options
    shift
fi
if [[ $# -gt 1 || ${1:-} == -* ]]; then
    echo "jcstress.sh: unknown arguments: $* (allowed: [--quick] [pattern])" >&2
    exit 2
fi
pattern=${1:-.*}

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/jcstress-classpath -Dmdep.includeScope=test) || { echo "jcstress.sh: the build failed" >&2; exit 1; }

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
mkdir -p "$module/target/jcstress"
cd "$module/target/jcstress"
"$java" -cp "$module/target/classes:$module/target/test-classes:$(cat "$module/target/jcstress-classpath")" \
    "@$module/src/jcstress/$options" -t "$pattern"
