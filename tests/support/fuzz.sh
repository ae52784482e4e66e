#!/usr/bin/env bash
# Runs every fuzzer for SECONDS over its corpus in shared/vectors/fuzz, one on each core; new finds go to
# build/fuzz-corpus. A crash fails, and its input is kept there: add it to shared/vectors/fuzz/<name>, where the unit
# tests replay it too.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?usage: fuzz.sh SECONDS}
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers

fuzz() { # NAME SECONDS
  local name=$1 seconds=$2 found=build/fuzz-corpus/$1 seeds=()
  mkdir -p "$found"
  [ -d "shared/vectors/fuzz/$name" ] && seeds=("shared/vectors/fuzz/$name")
  if ! "build/fuzz/bin/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$found/crash-" "$found" "${seeds[@]}" >"$found.log" 2>&1; then
    echo "$name found a crash"; tail -n 60 "$found.log"; return 1
  fi
  printf '%s: %s\n' "$name" "$(grep -E 'number_of_executed_units|peak_rss|cov:' "$found.log" | tail -n 3 | tr -s ' \n' ' ')"
}
export -f fuzz

fuzzers=$(find build/fuzz/bin -name 'fuzz_*' -executable -printf '%f\n' | sort)
[ -n "$fuzzers" ] || { echo 'no fuzzer was built'; exit 1; }
printf '%s\n' "$fuzzers" | xargs -P "$(nproc)" -I '{}' bash -c 'fuzz {} '"$seconds"
