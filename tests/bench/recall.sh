#!/usr/bin/env bash
# How surely copies of photographs are found, by the native path. The photographs are those of Debian's wallpaper
# packages, and a few of packages for pictures' sake; all are fetched once into the build folder, not installed and never
# committed.
#   MOST=40 tests/bench/recall.sh            fewer of them
#   tests/bench/recall.sh browsers           and by way of both browsers, from pictures decoded by them
set -euo pipefail
cd "$(dirname "$0")/../.."
packages='mate-backgrounds gnome-backgrounds plasma-workspace-wallpapers ukui-wallpapers lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 python3-skimage python3-sklearn'
# Of the last two, which hold drawings, maps and icons too.
photographs='astronaut.png camera.png chelsea.png coffee.png motorcycle_left.png rocket.jpg china.jpg flower.jpg'
store=$PWD/build/wallpapers
mkdir -p "$store"
for package in $packages; do
  [ -d "$store/$package" ] && continue
  rm -rf "$store/new" && mkdir "$store/new"
  (cd "$store/new" && apt-get -qq download "$package" && dpkg-deb -x ./*.deb files) || { printf 'skipped: %s cannot be fetched\n' "$package"; continue; }
  case $package in python3-*)
    # shellcheck disable=SC2046
    find "$store/new/files" -type f $(printf '! -name %s ' $photographs) -delete ;;
  esac
  mv "$store/new/files" "$store/$package"
done
rm -rf "$store/new"
if [ "${1:-}" != browsers ]; then exec build/release/bin/recall "$store" "${MOST:-1000}"; fi
kept=$PWD/build/recall
rm -rf "$kept"
build/release/bin/recall "$store" "${MOST:-1000}" "$kept"
exec node tests/bench/recall_browsers.mjs "$kept"
