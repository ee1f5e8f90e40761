#!/usr/bin/env bash
# Loads a data set that is larger than its memory, reads it with ignite-zs and with stock Ignite, and prints what was gained.
# Needs JDK 17 and Maven. Options: examples/run.sh --help
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
examples=$root/examples
built=$examples/target/built-for-run.sh

# Whether nothing was built yet, or something changed since.
is_stale() {
    [[ ! -e $built ]] || [[ -n $(find "$root/pom.xml" "$root"/{ignite-zs-plugin,examples}/{pom.xml,src/main} -newer "$built" -print -quit) ]]
}

if is_stale; then
    echo "Building ..." >&2
    mkdir -p "$examples/target"
    touch "$built.new"
    if ! (cd "$root" && mvn -q -B -Dmaven.test.skip=true package > "$examples/target/build.log" 2>&1); then
        cat "$examples/target/build.log" >&2
        echo "examples/run.sh: the build failed" >&2
        exit 1
    fi
    mv "$built.new" "$built"
fi

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
terminal=false
[[ -t 1 ]] && terminal=true

exec "$java" "@$root/config/jvm.options" -Xms256m -Xmx256m -XX:MaxDirectMemorySize=256m -Djava.net.preferIPv4Stack=true \
    -Dexample.terminal=$terminal -Dexample.default.work="$examples/target/work" \
    -cp "$examples/target/*:$examples/target/lib/*" io.ignitezs.examples.ColdTierExample "$@"
