#!/usr/bin/env bash
# `bycatch mirror` beside nginx, on the same files and this machine: 64 connections of wrk, small metadata and a base of
# ROWS (default 4 million) keys. SECONDS_EACH (default 5) seconds a run, the better of two.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${ROWS:-4000000} each=${SECONDS_EACH:-5} bycatch=build/release/bin/bycatch
work=$(mktemp -d)
trap 'kill "${mirror:-}" "${nginx:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
export BYCATCH_HOME=$work/home
awk -v rows="$rows" 'BEGIN { srand(1); id = 2000000000; for (i = 0; i < rows; i++) { id += 1 + int(rand() * 9000); printf "%.0f\n", id } }' > "$work/list"
"$bycatch" publish init "$work/shop" --root-keys "$work/root" --no-passphrase > /dev/null
"$bycatch" publish add "$work/shop" --dataset bench --legal-basis 'made up' "$work/list" > /dev/null
"$bycatch" publish build "$work/shop"
chmod a+rx "$work" "$work/shop"
feed=$work/shop/feed
base=$(cd "$feed" && echo targets/packs/lists/*.base.segment)

"$bycatch" mirror --feed "$feed" --listen 127.0.0.1:0 --json > "$work/mirror" & mirror=$!
until [ -s "$work/mirror" ]; do sleep 0.05; done
port=$(sed 's/.*"port":\([0-9]*\).*/\1/' "$work/mirror")
cat > "$work/nginx.conf" <<N
worker_processes auto; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { application/json json; }
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:$((port + 1)); root $feed; }
}
N
"$(command -v nginx || echo /usr/sbin/nginx)" -c "$work/nginx.conf" 2> /dev/null & nginx=$!
until curl -sf -o /dev/null "http://127.0.0.1:$((port + 1))/metadata/timestamp.json"; do sleep 0.05; done

one() { # PORT PATH FIELD
  wrk -t2 -c64 -d"${each}s" "http://127.0.0.1:$1/$2" | awk -v field="$3" '$1 == field { print $2 }'
}
number() { awk '{ n = $1 + 0; if ($1 ~ /GB$/) n *= 1000; if ($1 ~ /KB$/) n /= 1000; print n }'; }
better() { { one "$@" | number; one "$@" | number; } | sort -g | tail -1; }
compare() { # NAME PATH FIELD UNIT
  local ours theirs
  ours=$(better "$port" "$2" "$3"); theirs=$(better $((port + 1)) "$2" "$3")
  awk -v n="$1" -v a="$ours" -v b="$theirs" -v u="$4" 'BEGIN { printf "%-28s mirror %10.0f  nginx %10.0f %s  ratio %.2f\n", n, a, b, u, a / b }'
}
printf 'timestamp.json %s bytes, base %s bytes\n' "$(stat -c %s "$feed/metadata/timestamp.json")" "$(stat -c %s "$feed/$base")"
compare 'small: timestamp.json' metadata/timestamp.json Requests/sec: requests/s
compare 'large: the base' "$base" Transfer/sec: MB/s
