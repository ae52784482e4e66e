#!/usr/bin/env bash
# Words that must not stand in the product: a promise we cannot make about a photo, a path of somebody's machine.
set -uo pipefail
cd "$(dirname "$0")/../.."
bad=0
complain() { printf '%s\n%s\n' "$1" "$2"; bad=1; }

found=$(git grep -nwiE 'safe|safely|clean' -- 'extension/_locales' 'extension/src/pages' 'shared/catalogue' 'native-host/cli/*.cpp' |
  grep -v '"description": ')
[ -z "$found" ] || complain 'never "safe" or "clean" of a photo:' "$found"
found=$(git grep -nIE '(^|[^a-z])/(work|home|root)/[a-z]' -- . ':!*.jsonl' ':!tests/support/check-words.sh')
[ -z "$found" ] || complain "a path of one machine:" "$found"
found=$(git grep -nE '"resolved": "https?://' -- '*package-lock.json')
[ -z "$found" ] || complain 'a lock file records download addresses:' "$found"
found=$(git grep -nE '#include "\.\./' -- '*.h' '*.cpp')
[ -z "$found" ] || complain 'an include that climbs out of its folder:' "$found"
exit $bad
