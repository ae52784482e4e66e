#!/usr/bin/env bash
# Installs the package of build/packages for real, uses it in a browser, and removes it again; root only. What it changes
# of the system lies in memory and is gone with this process.
#   unshare -m tests/support/package_trial.sh chromium|firefox
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(ls "$PWD"/build/packages/bycatch_*.deb)
layers=$(mktemp -d)
mount -t tmpfs trial "$layers"
for folder in etc usr var; do
  mkdir "$layers/$folder" "$layers/$folder-work"
  mount -t overlay trial -o "lowerdir=/$folder,upperdir=$layers/$folder,workdir=$layers/$folder-work" "/$folder"
done
export DEBIAN_FRONTEND=noninteractive
start=$(date +%s%N)
dpkg -i "$package" >/dev/null
echo "installed after $((($(date +%s%N) - start) / 1000000)) ms"
mapfile -t files < <(dpkg -L bycatch)

[ "$(bycatch version | head -1)" ] || { echo 'no version'; exit 1; }
man -w bycatch >/dev/null
(systemd-analyze verify --user /usr/lib/systemd/user/bycatch-sync.timer /usr/lib/systemd/user/bycatch-sync.service 2>&1 || true) | { ! grep bycatch; }
for option in '' im check\ --j; do
  bash -c "source /usr/share/bash-completion/completions/bycatch; COMP_WORDS=(bycatch $option); [ -n '$option' ] || COMP_WORDS+=('')
    COMP_CWORD=\$((\${#COMP_WORDS[@]} - 1)); _bycatch; [ \${#COMPREPLY[@]} -gt 0 ]" || { echo "nothing completes: $option"; exit 1; }
done
env BYCATCH_BIN=/usr/bin BYCATCH_BROWSER="$1" node tests/support/package_trial.mjs

manifests/policy/detect.sh >/dev/null || { echo 'not detected'; exit 1; }
said=$(BYCATCH_HOME=$layers/none manifests/policy/verify.sh /none) && { echo 'verified, and nothing is there'; exit 1; }
[[ $said == *'policy: /none cannot be read'* ]] || { echo "not verified: $said"; exit 1; }

dpkg -P bycatch >/dev/null
! manifests/policy/detect.sh || { echo 'detected though removed'; exit 1; }
for file in "${files[@]}"; do
  if [ -e "$file" ] && [ ! -d "$file" ]; then echo "left behind: $file"; exit 1; fi
done
if ls -d /usr/lib/bycatch /usr/share/chromium/extensions/bycatch /etc/opt/chrome 2>/dev/null; then echo 'left behind'; exit 1; fi
echo 'removed, nothing left behind'
