#!/usr/bin/env bash
# Runs Ignite's own tests of its persistence with the plugin in its nodes, beside stock Ignite; see docs/ignite-suite.md.
#   suite.sh                              all classes: stock, write-through, write-back (hours)
#   suite.sh --quick                      the dozen that mvn verify runs, in all three modes
#   suite.sh --modes write-back           in these modes only: stock, write-through, write-back, separated by commas
#   suite.sh --classes 'Snapshot.*Test'   only classes whose names end like this
#   suite.sh --minutes 40                 after how long a class is stopped (15)
# What passed with stock Ignite once is not run with it again until target is deleted. Needs JDK 17 and Maven.
set -euo pipefail
[[ ${1:-} != --help ]] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
classes=all
modes=stock,write-through,write-back
minutes=15

bad() {
    echo "suite.sh: bad arguments: $1 (allowed: --quick, --modes LIST of stock, write-through, write-back, --classes PATTERN, --minutes N from 1 on)" >&2
    exit 2
}
arguments="$*"
mode='(stock|write-through|write-back)'
while [[ $# -gt 0 ]]; do
    case $1 in
        --quick) classes='quick' ;;
        --modes) [[ ${2:-} =~ ^$mode(,$mode)*$ ]] || bad "$arguments"; modes=$2; shift ;;
        --classes) [[ -n ${2:-} ]] || bad "$arguments"; classes=$2; shift ;;
        --minutes) [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || bad "$arguments"; minutes=$2; shift ;;
        *) bad "$arguments" ;;
    esac
    shift
done

cd "$root"
exec mvn -B -ntp -q verify -Pignite-suite -pl ignite-zs-plugin,ignite-zs-plugin/suite -Dsuite.classes="$classes" -Dsuite.modes="$modes" \
    -Dsuite.minutes="$minutes" -Dsuite.turns=false -Dtest=NONE -Dit.test=IgniteSuiteIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
