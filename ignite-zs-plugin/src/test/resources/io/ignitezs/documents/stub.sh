#!/usr/bin/env bash
# Stands for each program that commands of the documents start: writes down how it was called, and does what its caller can see of it.
set -euo pipefail

program=${0##*/}
printf -v call '%s\t' "$program" "$@"
printf '%s\n' "$call" >>"$STUB_CALLS"
if [[ $program == "${STUB_FAILING:-}" ]]; then
    exit "$STUB_CODE"
fi
refuse() {
    echo "$program: $1" >&2
    exit 1
}
case $program in
    mvn)
        [[ -f pom.xml ]] || refuse "no pom.xml in $PWD"
        mkdir -p ignite-zs-plugin/target
        for word; do
            case $word in
                package | verify) touch "ignite-zs-plugin/target/$STUB_PACKAGE" ;;
                -Dmdep.outputFile=*) echo library.jar >"ignite-zs-plugin/${word#*=}" ;;
            esac
        done ;;
    java)
        [[ ${1:-} != -jar || -f ${2:-} ]] || refuse "no such jar: ${2:-}"
        # The verdict that crash.sh waits for, and the marks that mutate.sh does; a mutant is killed by a test that fails.
        printf '%s\n' PASSED '#running a test' '#outcome a test'
        [[ "$*" != */target/mutation/* || "$*" == */target/mutation/none/* ]] ;;
    unzip)
        [[ -f ${1:-} && ${2:-} == -d && -d ${3:-} ]] || refuse "bad arguments: $*"
        cp -R "$STUB_UNPACKED/." "$3" ;;
    ignite.sh)
        [[ $# -eq 0 || -f $IGNITE_HOME/${*: -1} ]] || refuse "no such configuration: ${*: -1}" ;;
esac
