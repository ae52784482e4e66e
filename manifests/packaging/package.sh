#!/usr/bin/env bash
# Makes all packages of this commit in build/packages, the same bytes wherever and whenever that is done.
#   BYCATCH_CHROMIUM_KEY, BYCATCH_FIREFOX_ID, BYCATCH_CHROMIUM_ID   the published extension's ids; without them the test ids
#   BYCATCH_CRX_KEY      RSA key (PEM file) of the .crx
#   BYCATCH_RELEASE_KEY  Ed25519 key (PEM file) that signs the checksums; without it: "unsigned"
set -euo pipefail
cd "$(dirname "$0")/../.."
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C
umask 022
version=$(sed -nE 's/^project\(bycatch VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
out=$PWD/build/packages
rm -rf "$out" && mkdir -p "$out"

if [ -z "${BYCATCH_CHROMIUM_KEY:-}" ]; then
  BYCATCH_CHROMIUM_KEY=$(openssl rsa -in manifests/extension/test-key.pem -pubout -outform DER 2>/dev/null | base64 -w0)
  BYCATCH_FIREFOX_ID=$(sed -nE 's/.*BYCATCH_TEST_FIREFOX_ID "([^"]+)".*/\1/p' manifests/extension/ids.cmake)
fi
export BYCATCH_CHROMIUM_KEY BYCATCH_FIREFOX_ID
node extension/build.mjs --release --out build/package-extensions
zip_of() { # FOLDER FILE
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$1" && find . -type f | sort | zip -q -X -9 -@ "$2")
}
zip_of build/package-extensions/extension-chromium "$out/bycatch-chromium-$version.zip"
zip_of build/package-extensions/extension-firefox "$out/bycatch-firefox-$version.xpi"
cp -p "$out/bycatch-firefox-$version.xpi" build/package-extensions/extension-firefox.xpi
if [ -n "${BYCATCH_CRX_KEY:-}" ]; then
  node manifests/packaging/crx.mjs "$out/bycatch-chromium-$version.zip" "$BYCATCH_CRX_KEY" > "$out/bycatch-chromium-$version.crx"
fi

cmake --preset package -DBYCATCH_EXTENSIONS="$PWD/build/package-extensions" >/dev/null
cmake --build build/package --target bycatch bycatch_host bycatch_decoder -- --quiet
for generator in DEB RPM; do
  command -v rpmbuild >/dev/null || [ $generator = DEB ] || { echo 'skipped: no rpmbuild for the RPM'; continue; }
  cpack --config build/package/CPackConfig.cmake -G $generator -B build/package/packages >/dev/null
done
cp build/package/packages/*.deb "$out"
cp build/package/packages/*.rpm "$out" 2>/dev/null || true

git archive --format=tar --prefix="bycatch-$version/" HEAD | gzip -9n > "$out/bycatch-$version.tar.gz"
(cd build/package/bin && node ../../../manifests/packaging/sbom.mjs "$version" "$SOURCE_DATE_EPOCH" ./bycatch ./bycatch-host ./bycatch-decoder) > "$out/bycatch-$version.spdx.json"
cd "$out"
sha256sum -- * > SHA256SUMS
if [ -n "${BYCATCH_RELEASE_KEY:-}" ]; then
  openssl pkeyutl -sign -rawin -inkey "$BYCATCH_RELEASE_KEY" -in SHA256SUMS -out SHA256SUMS.sig
else
  echo 'unsigned: BYCATCH_RELEASE_KEY is not set'
fi
cat SHA256SUMS
