#!/usr/bin/env bash
# The first `bycatch sync` of a base of ROWS (default 24 million) keys over loopback, beside curl and sha256sum of the same
# bytes: time and peak memory; then a delta of one key in a hundred. nginx serves. Three runs each, the better counts.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${ROWS:-24000000} bycatch=build/release/bin/bycatch
work=$(mktemp -d)
trap 'kill "${nginx:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
list() { # SEED-OFFSET: one key in a hundred is another
  awk -v rows="$rows" -v other="$1" 'BEGIN { srand(1); id = 2000000000; for (i = 0; i < rows; i++) {
    id += 2 + int(rand() * 9000); printf "%.0f\n", id + (rand() < 0.01 ? other : 0) } }'
}
publish() {
  list "$1" > "$work/list"
  "$bycatch" publish add "$work/shop" --dataset bench --legal-basis 'made up' "$work/list" > /dev/null
  "$bycatch" publish build "$work/shop"
}
export BYCATCH_HOME=$work/home
"$bycatch" publish init "$work/shop" --root-keys "$work/root" --no-passphrase > /dev/null
publish 0
chmod a+rx "$work" "$work/shop"
feed=$work/shop/feed
cat > "$work/nginx.conf" <<N
worker_processes auto; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; types { application/json json; }
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:8097; root $feed; }
}
N
"$(command -v nginx || echo /usr/sbin/nginx)" -c "$work/nginx.conf" 2> /dev/null & nginx=$!
until curl -sf -o /dev/null http://127.0.0.1:8097/metadata/timestamp.json; do sleep 0.05; done

# Seconds and KiB at most of a command.
timed() { /usr/bin/time -f '%e %M' -o "$work/time" "$@" > /dev/null 2> "$work/said" || { cat "$work/said" >&2; exit 1; }; cat "$work/time"; }
first_sync() { rm -rf "$work/person"; BYCATCH_HOME=$work/person timed "$bycatch" sync --feed http://127.0.0.1:8097/ --root "$work/shop/root.json"; }
plain_load() { timed sh -c 'curl -s -o "$1" "$2" && sync "$1" && sha256sum "$1"' sh "$work/plain" "http://127.0.0.1:8097/$(cd "$feed" && echo targets/packs/lists/*.base.segment)"; }
better() { { "$@"; "$@"; "$@"; } | sort -g | head -1; }
theirs=$(better plain_load) ours=$(better first_sync)
base=$(stat -c %s "$feed"/targets/packs/lists/*.base.segment)
echo "$ours $theirs" | awk -v n="$base" '{ printf "base of %d bytes: sync %.2f s, %.1f MiB; curl, fsync and sha256sum %.2f s; ratio %.2f\n", n, $1, $2 / 1024, $3, $1 / $3 }'
publish 1
update=$(BYCATCH_HOME=$work/person timed "$bycatch" sync)
delta=$(stat -c %s "$feed"/targets/packs/lists/*.delta)
echo "$update" | awk -v n="$delta" -v b="$base" '{ printf "delta of %d bytes (%.1f %% of the base): sync %.2f s, %.1f MiB\n", n, 100 * n / b, $1, $2 / 1024 }'
