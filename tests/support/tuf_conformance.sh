#!/usr/bin/env bash
# The TUF conformance suite against the sync client's library, through tuf_client.
#   tests/support/tuf_conformance.sh SUITE PYTHON_TUF SECURESYSTEMSLIB [pytest arguments]
# Each is a checkout, or a bare repository, of: theupdateframework/tuf-conformance, theupdateframework/python-tuf,
# secure-systems-lab/securesystemslib. Needs Debian's python3-pytest, python3-cryptography and faketime.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,5p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")/../.." && pwd)
client=${TUF_CLIENT:-$here/build/dev/bin/tuf_client}
[ -x "$client" ] || { echo "build the target tuf_client first: no $client" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What is not there as files is unpacked: of a bare repository its newest commit, by its last tag where there is one.
sources=()
for source in "$1" "$2" "$3"; do
  if [ -f "$source/pyproject.toml" ]; then
    sources+=("$source")
  else
    copy=$work/$(( ${#sources[@]} ))
    mkdir "$copy"
    git -C "$source" archive HEAD | tar -x -C "$copy"
    sources+=("$copy")
  fi
done
shift 3
# Debian 12's cryptography has other names for two types.
cat > "$work/sitecustomize.py" <<'END'
from cryptography.hazmat.primitives.asymmetric import types
for new in ("PrivateKeyTypes", "PublicKeyTypes"):
    if not hasattr(types, new):
        setattr(types, new, getattr(types, "PRIVATE_KEY_TYPES" if new[1] == "r" else "PUBLIC_KEY_TYPES"))
END
cd "${sources[0]}"
env PYTHONPATH="$work:${sources[0]}:${sources[1]}:${sources[2]}" PYTHONDONTWRITEBYTECODE=1 \
  "${PYTHON:-python3}" -m pytest -q -p no:cacheprovider --entrypoint "$client" tuf_conformance "$@"
