#!/usr/bin/env bash
# Runs every fuzzer for SECONDS over its corpus in shared/vectors/fuzz; new finds go to build/fuzz-corpus. A crash fails,
# and its input is kept there: add it to shared/vectors/fuzz/<name>, where the unit tests replay it too.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?usage: fuzz.sh SECONDS}
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
ran=0
for fuzzer in build/fuzz/bin/fuzz_*; do
  [ -x "$fuzzer" ] || continue
  name=$(basename "$fuzzer")
  found=build/fuzz-corpus/$name
  mkdir -p "$found"
  seeds=(); [ -d "shared/vectors/fuzz/$name" ] && seeds=("shared/vectors/fuzz/$name")
  echo "$name"
  log=$found.log
  if ! "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$found/crash-" "$found" "${seeds[@]}" >"$log" 2>&1; then
    tail -n 60 "$log"; echo "$name found a crash"; exit 1
  fi
  grep -E 'number_of_executed_units|peak_rss|cov:' "$log" | tail -n 3
  ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo 'no fuzzer was built'; exit 1; }
