#!/usr/bin/env bash
# Figures of this machine, beside their peers in the same run. `./run bench [WORD]` runs the ones whose name holds WORD.
set -euo pipefail
cd "$(dirname "$0")/../.."
only=${1:-}
[ -f build/release/build.ninja ] || cmake --preset release >/dev/null
cmake --build --preset release -- --quiet
node extension/build.mjs
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'; printf '%s cores, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
ran=0
for bench in build/release/bin/bench_* tests/bench/import_sort.sh tests/bench/mirror.sh tests/bench/recall.sh tests/bench/sync.sh tests/bench/page_latency.mjs tests/bench/posting_latency.mjs; do
  case $bench in *"$only"*) ;; *) continue ;; esac
  printf '\n== %s\n' "$(basename "$bench")"
  case $bench in *.mjs) node "$bench" ;; *) "$bench" ;; esac
  ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo "no benchmark is called so: $only"; exit 2; }
