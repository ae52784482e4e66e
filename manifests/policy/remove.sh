#!/bin/sh
# Takes Bycatch and its policy files off this machine; root only. What people keep (~/.local/share/bycatch) stays theirs.
set -e
apt-get purge -y bycatch
for folder in /etc/chromium /etc/opt/chrome /etc/opt/edge; do rm -f "$folder/policies/managed/bycatch.json"; done
echo 'if /etc/firefox/policies/policies.json names Bycatch, take that part out: the file may hold other settings'
