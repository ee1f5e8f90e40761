#!/usr/bin/env bash
# Shows that the tests bite: takes one step of the lock protocol, or of what keeps old pages out of the tier, away at a time, and some test must fail.
#   mutate.sh                 all mutants of src/mutation, after the code as it is
#   mutate.sh <name> ...      these mutants only, such as pool/free-ignores-readers: file names without .patch
# The directory says which tests are to notice.
# Each mutant is a patch against the module; its first line says what is taken away. Prints a table; the exit code is not 0 if a mutant survives,
# a patch does not apply, or the code fails without any. Needs JDK 17, Maven and git.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/ignite-zs-plugin
work=$module/target/mutation
# A mutant that makes a test wait for ever is killed, too.
timeout_seconds=300
declare -A tests=(
    [pool]="pool.ZsPoolLimboTest pool.PoolInterleavingsTest pool.ZsPoolMemoryTest pool.ZsPoolModelTest pool.ZsPoolStressTest"
    [tier]="ignite.ExclusiveStoreTest ignite.WriteBackTest ignite.BegunWritesTest ignite.TierSwitchTest tier.CleanedTest tier.PageTierModelTest tier.MovingPageTest ignite.PageOnItsWayTest"
)

if [[ $# -gt 0 ]]; then
    patches=("${@/#/$module/src/mutation/}")
    patches=("${patches[@]/%/.patch}")
else
    patches=("$module"/src/mutation/*/*.patch)
fi
for patch in "${patches[@]}"; do
    [[ -f $patch ]] || { echo "mutate.sh: no such mutant: ${patch#"$module/src/mutation/"} (allowed: names of files in src/mutation, without .patch)" >&2; exit 2; }
done

echo "Building ..." >&2
(cd "$root" && mvn -q -B -Dstyle.color=never -pl ignite-zs-plugin -DskipTests test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/mutation-classpath -Dmdep.includeScope=test) || { echo "mutate.sh: the build failed" >&2; exit 1; }
libraries=$(cat "$module/target/mutation-classpath")
bin=
[[ -n ${JAVA_HOME:-} ]] && bin=$JAVA_HOME/bin/
rm -rf "$work"
mkdir -p "$work"

# Applies a patch to a copy of the sources and compiles what it changes.
make_mutant() {
    local patch=$1 mutant=$2
    mkdir -p "$mutant/classes" "$mutant/src/main"
    cp -R "$module/src/main/java" "$mutant/src/main"
    (cd "$mutant" && GIT_CEILING_DIRECTORIES=$work git apply --whitespace=nowarn "$patch") || return 1
    local changed
    changed=$(sed -n 's,^+++ b/\(src/main/java/[^[:space:]]*\).*,\1,p' "$patch")
    # shellcheck disable=SC2086
    (cd "$mutant" && "${bin}javac" -nowarn --release 11 -d classes -cp "$module/target/classes:$libraries" $changed) || return 1
}

# Runs the tests of a kind, a mutant's classes first. Says what failed; the exit code is 0 if nothing did.
run_tests() {
    local kind=$1 mutant=$2 code=0 classes
    read -ra classes <<<"${tests[$kind]}"
    (cd "$module" && timeout "$timeout_seconds" "${bin}java" "@$root/config/jvm.options" -ea -Xmx1g -XX:MaxDirectMemorySize=1g -XX:-CreateCoredumpOnCrash \
        -XX:ErrorFile="$mutant/crash.log" -cp "$mutant/classes:$module/target/classes:$module/target/test-classes:$libraries" \
        io.ignitezs.FirstFailure "${classes[@]/#/io.ignitezs.}") >"$mutant/output" 2>&1 || code=$?
    grep -q '^#running ' "$mutant/output" || { echo "mutate.sh: no test ran, see $mutant/output" >&2; exit 1; }
    case $code in
        0 | 1) sed -n 's/^#outcome //p' "$mutant/output" | tail -n 1 ;;
        124) echo "$(sed -n 's/^#running //p' "$mutant/output" | tail -n 1): no end after $timeout_seconds s" ;;
        *) echo "$(sed -n 's/^#running //p' "$mutant/output" | tail -n 1): the process ended with $code" ;;
    esac
    return "$code"
}

printf '%-42s | %s\n' mutant "killed by" ------------------------------------------ ---------
for kind in $(printf '%s\n' "${patches[@]}" | sed 's,/[^/]*$,,; s,.*/,,' | sort -u); do
    mkdir -p "$work/none/$kind/classes"
    if ! outcome=$(run_tests "$kind" "$work/none/$kind"); then
        echo "mutate.sh: the tests fail without any mutation: $outcome" >&2
        exit 1
    fi
    printf '%-42s | %s\n' "$kind (none)" "- ($outcome)"
done

failed=0
for patch in "${patches[@]}"; do
    kind=$(basename "$(dirname "$patch")")
    name=$kind/$(basename "$patch" .patch)
    mkdir -p "$work/$kind"
    if ! make_mutant "$patch" "$work/$name" >"$work/$name.log" 2>&1; then
        outcome="ERROR: the patch does not apply, or the mutant does not compile: $work/$name.log"
        failed=1
    elif outcome=$(run_tests "$kind" "$work/$name"); then
        outcome="SURVIVED ($outcome)"
        failed=1
    fi
    printf '%-42s | %s\n' "$name" "$outcome"
done
exit "$failed"
