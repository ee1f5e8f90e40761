#!/usr/bin/env bash
# Loads a data set that is larger than its memory, reads it with ignite-zs and with stock Ignite, and prints what was gained.
# Needs JDK 17 and Maven. Options: examples/run.sh --help
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
examples=$root/examples

jar_of() {
    find "$root/$1/target" -maxdepth 1 -name "ignite-zs-*.jar" ! -name '*-sources.jar' ! -name '*-javadoc.jar' 2>/dev/null | head -n 1
}

# Whether a module's jar is missing or older than what it is made of.
is_stale() {
    local jar
    jar=$(jar_of "$1")
    [[ -z $jar ]] || [[ -n $(find "$root/pom.xml" "$root/$1/pom.xml" "$root/$1/src/main" -newer "$jar" -print -quit) ]]
}

if [[ ! -d $examples/target/lib ]] || is_stale ignite-zs-plugin || is_stale examples; then
    echo "Building (once) ..." >&2
    (cd "$root" && mvn -q -B -DskipTests package) || { echo "examples/run.sh: the build failed" >&2; exit 1; }
fi

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
terminal=false
[[ -t 1 ]] && terminal=true

exec "$java" "@$root/config/jvm.options" -Xms256m -Xmx256m -XX:MaxDirectMemorySize=256m -Djava.net.preferIPv4Stack=true \
    -Dexample.terminal=$terminal -Dexample.default.work="$examples/target/work" \
    -cp "$(jar_of examples):$examples/target/lib/*" io.ignitezs.examples.ColdTierExample "$@"
