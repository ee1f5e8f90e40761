#!/usr/bin/env bash
# Loads a data set that is larger than its memory, reads it with ignite-zs and with stock Ignite, and prints what was gained.
# Needs JDK 17 and Maven. Options: examples/run.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"

exec "$java" "@$root/config/jvm.options" -Xms256m -Xmx256m -XX:MaxDirectMemorySize=256m -Djava.net.preferIPv4Stack=true \
    -Dexample.terminal=$terminal -Dexample.default.work="$examples/target/work" \
    -cp "$examples/target/*:$examples/target/lib/*" io.ignitezs.examples.ColdTierExample "$@"
