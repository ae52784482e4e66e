#!/usr/bin/env bash
# A real policy file where the browser reads it for the whole machine; root only. What this changes of the system lies in
# memory and is gone with this process.
#   unshare -m tests/support/policy_trial.sh chromium|firefox
set -euo pipefail
cd "$(dirname "$0")/../.."
layers=$(mktemp -d)
mount -t tmpfs trial "$layers"
mkdir "$layers/etc" "$layers/work"
mount -t overlay trial -o "lowerdir=/etc,upperdir=$layers/etc,workdir=$layers/work" /etc
mkdir -p /etc/chromium/policies/managed /etc/firefox/policies
exec env BYCATCH_BROWSER="$1" node tests/support/policy_trial.mjs
