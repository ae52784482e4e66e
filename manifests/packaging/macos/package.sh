#!/usr/bin/env bash
# Untested: nobody has run this yet. Makes bycatch-VERSION.pkg of a folder with the three programs, on macOS:
#   manifests/packaging/macos/package.sh PROGRAMS VERSION
set -euo pipefail
programs=$1 version=$2
root=$(mktemp -d)
mkdir -p "$root/usr/local/lib/bycatch" "$root/usr/local/bin"
cp "$programs"/bycatch "$programs"/bycatch-host "$programs"/bycatch-decoder "$root/usr/local/lib/bycatch"
ln -s ../lib/bycatch/bycatch "$root/usr/local/bin/bycatch"
host='/usr/local/lib/bycatch/bycatch-host'
for place in 'Library/Google/Chrome' 'Library/Application Support/Chromium' 'Library/Microsoft/Edge' 'Library/Application Support/Mozilla'; do
  mkdir -p "$root/$place/NativeMessagingHosts"
  # The program itself says what stands in there.
  case $place in *Mozilla) kind=firefox ;; *) kind=chromium ;; esac
  "$programs/bycatch" register --browser-dir "$root/$place" --kind $kind --host $host
done
pkgbuild --root "$root" --identifier org.bycatch --version "$version" --install-location / "bycatch-$version.pkg"
