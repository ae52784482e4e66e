#!/usr/bin/env bash
# Import of an unsorted list beside `sort -u` of the same file. ROWS (default 10 million) rows: a Flickr photo each, in
# bursts as people upload, in no order, one in twenty twice.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${ROWS:-10000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v rows="$rows" 'BEGIN {
  srand(1)
  for (i = 0; i < rows;) {
    id = 2000000000 + int(rand() * 50000000000)
    for (n = 1 + int(rand() * 12); n > 0 && i < rows; n--) {
      line = sprintf("flickr\tphoto\t%.0f", id)
      print line; i++
      if (rand() < 0.05 && i < rows) { print line; i++ }
      id += 1 + int(rand() * 200)
    }
  }
}' > "$work/sorted-in-bursts.tsv"
list=$work/list.tsv
shuf --random-source=<(yes) "$work/sorted-in-bursts.tsv" > "$list"
rm "$work/sorted-in-bursts.tsv"
printf '%s rows, %s MB\n' "$rows" "$(($(stat -c %s "$list") / 1000000))"

timed() { # NAME CMD...: seconds into $seconds
  local name=$1 before; shift
  before=$(date +%s.%N)
  /usr/bin/env bash -c 'ulimit -c 0; exec "$@"' _ "$@" > /dev/null
  seconds=$(awk -v a="$before" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')
  printf '%-34s %8s s %12.0f rows/s\n' "$name" "$seconds" "$(awk -v r="$rows" -v s="$seconds" 'BEGIN { print r / s }')"
}
cat "$list" > /dev/null
timed 'LC_ALL=C sort -u --parallel=2' env LC_ALL=C sort -u --parallel=2 -T "$work" -o "$work/out" "$list"
sort_seconds=$seconds
rm -f "$work/out"
export BYCATCH_HOME=$work/home
python3 - "$list" <<'P' > "$work/peak"
import os, resource, subprocess, sys, time
before = time.time()
subprocess.run(['build/release/bin/bycatch', 'import', '--dataset', 'bench', sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
print(time.time() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
P
read -r seconds peak < "$work/peak"
printf '%-34s %8.2f s %12.0f rows/s, peak %s MiB\n' 'bycatch import' "$seconds" \
  "$(awk -v r="$rows" -v s="$seconds" 'BEGIN { print r / s }')" "$peak"
awk -v a="$sort_seconds" -v b="$seconds" 'BEGIN { printf "import takes %.2f of the time of sort\n", b / a }'
size=$(stat -c %s "$BYCATCH_HOME"/generations/*/imported.segment)
printf 'index %s bytes, %s bytes a row\n' "$size" "$(awk -v r="$rows" -v s="$size" 'BEGIN { printf "%.2f", s / r }')"
