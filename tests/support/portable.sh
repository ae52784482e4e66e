#!/usr/bin/env bash
# Compiles for Windows what has no per-system code: the reader of addresses and tags, the index, the fingerprints.
set -euo pipefail
cd "$(dirname "$0")/../.."
compiler=x86_64-w64-mingw32-g++-posix
command -v $compiler >/dev/null || { echo "skipped: no $compiler (Debian: g++-mingw-w64-x86-64-posix)"; exit 0; }
out=build/windows
# Of the system's own headers only those of libraries that are the same everywhere.
rm -rf $out && mkdir -p $out/include
ln -s /usr/include/nlohmann /usr/include/utf8proc.h $out/include/
folders=(shared/protocol shared/core/imprint shared/core/identify shared/core/index)
flags=(-std=c++23 -O2 -Wall -Wextra -Wshadow -ffp-contract=off)
for folder in "${folders[@]}"; do flags+=("-I$folder"); done
# Hashing and writing need OpenSSL for Windows, which Debian does not have; what reads does not.
readers=$(sed -nE '/bycatch_segment STATIC/,/\)/p' shared/core/index/CMakeLists.txt | grep -oE '[a-z_0-9]+\.cpp')
for file in shared/protocol/*.cpp shared/core/imprint/*.cpp shared/core/identify/*.cpp $(printf 'shared/core/index/%s ' $readers); do
  echo "$file"
done > $out/files
xargs -a $out/files -P "$(nproc)" -I{} sh -c "$compiler ${flags[*]} -isystem $out/include -c {} -o $out/\$(basename {} .cpp).o"
echo "$(wc -l < $out/files) files compile for Windows"
