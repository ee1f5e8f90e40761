# Sourced by the scripts beside it: builds what they run unless it is built, and sets root, examples, java and terminal.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
examples=$root/examples
built=$examples/target/built-for-scripts

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
        echo "examples/${0##*/}: the build failed" >&2
        exit 1
    fi
    mv "$built.new" "$built"
fi

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
terminal=false
if [[ -t 1 ]]; then
    terminal=true
fi
