#!/usr/bin/env bash
# Three server nodes on this machine, each with a pool of its own: one is killed and comes back, one is added, one removed; every row stays right.
# Needs JDK 17 and Maven. Options: examples/cluster.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"

exec "$java" "@$root/config/jvm.options" -Xms256m -Xmx512m -XX:MaxDirectMemorySize=128m -Djava.net.preferIPv4Stack=true \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -DIGNITE_NO_SHUTDOWN_HOOK=true -DIGNITE_UPDATE_NOTIFIER=false \
    -Dexample.terminal=$terminal -Dexample.default.work="$examples/target/cluster" -Dexample.config="$root/config" \
    -cp "$examples/target/*:$examples/target/lib/*" io.ignitezs.examples.ClusterExample "$@"
