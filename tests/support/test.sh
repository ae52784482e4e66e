#!/usr/bin/env bash
# Every check, a line each; what a failed one printed stands in full below it. `./run test [WORD]` runs the steps whose
# name holds WORD; `./run test long` runs the sweeps that take minutes and are run by nothing else.
set -uo pipefail
cd "$(dirname "$0")/../.."
only=${1:-}
logs=build/test-logs
mkdir -p "$logs"
passed=0 failed=0 skipped=''

step() { # NAME COMMAND...
  local name=$1 log start; shift
  case $name in *"$only"*) ;; *) return ;; esac
  log="$logs/$(printf %s "$name" | tr -c 'a-z0-9\n' -).log"
  start=$SECONDS
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'ok      %-44s %4d s\n' "$name" $((SECONDS - start)); passed=$((passed + 1))
  else
    printf 'FAILED  %-44s %4d s\n' "$name" $((SECONDS - start)); failed=$((failed + 1))
    tail -n 200 "$log" | sed 's/^/    /'
  fi
  # A test that could not run for want of data says `skipped: why`.
  skipped+=$(grep -ho 'skipped: .*' "$log" | sort -u | sed 's/$/\n/')
}

configure_and_build() { # PRESET [TARGET...]
  local preset=$1; shift
  { [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"; } && cmake --build --preset "$preset" ${1:+--target "$@"}
}
cpp_sources() { git ls-files -co --exclude-standard '*.cpp' '*.h' | grep -v '\.gen\.'; }
format_check() { cpp_sources | xargs clang-format-19 --dry-run --Werror; }
# The flags are g++'s: clang does not know all of its warnings. How many it hid is of no interest.
tidy() {
  run-clang-tidy-19 -quiet -extra-arg=-Wno-unknown-warning-option -p build/dev -j "$(nproc)" \
    "$PWD/(build/dev/(shared|native-host)/.*/Unity/unity_.*\.cxx|(shared|native-host)/(?!.*\.gen\.).*\.cpp)$" 2>&1 | grep -vE '^$|warnings generated|^\[ *[0-9]+/'
  return "${PIPESTATUS[0]}"
}

step 'checks: generated protocol is fresh' node shared/protocol/generate.mjs --check
step 'checks: catalogue' node shared/catalogue/check.mjs
step 'checks: policy files are fresh' node manifests/policy/generate.mjs --check
step 'checks: words' tests/support/check-words.sh
step 'checks: every language is whole' node tests/support/check-locales.mjs
step 'checks: every promise has its test' node tests/support/check-behaviours.mjs
step 'checks: biome' npx biome check
step 'checks: types' npx tsc --noEmit -p extension/tsconfig.json
step 'checks: who imports whom (TypeScript)' node tests/support/check-dependencies.mjs
step 'checks: clang-format' format_check
step 'C++: dev build (ASan, UBSan)' configure_and_build dev
step 'checks: who includes whom (C++)' node tests/support/check-includes.mjs
step 'C++: dev tests' ctest --preset dev -j 2
# Here the sandbox is whole: under a sanitizer it allows what the sanitizer needs.
step 'C++: release build' configure_and_build release bycatch bycatch_host bycatch_decoder host_process_test platform_test
step 'checks: documents are true' node tests/support/check-docs.mjs
step 'C++: release tests' ctest --preset release -R '^(host_process|platform)_test$'
step 'extension: builds' node extension/build.mjs
step 'extension: units' npx vitest run
step 'extension: web-ext lint' npx web-ext lint -s build/extension-firefox --no-config-discovery
step 'e2e: both browsers' node tests/e2e/run.mjs
case $only in
  long)
    step 'long: what is portable compiles for Windows' tests/support/portable.sh
    step 'long: sweeps on demand, both browsers' node tests/e2e/run.mjs long_ ;;
esac
step 'C++: fuzzers, 6 s each' tests/support/fuzz.sh 6
step 'checks: clang-tidy' tidy

if [ -n "$skipped" ]; then printf '\nNot run here:\n%s' "$skipped"; fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
