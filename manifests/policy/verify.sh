#!/bin/sh
# Whether Bycatch works on this machine: a line a check that fails, with the next step; 0 when there is none. Run it as a
# user who has a browser. With the name of a policy file also whether that is one that can be read.
#   verify.sh [/etc/chromium/policies/managed/bycatch.json]
bycatch doctor | grep -A1 '^problem'
failed=$?
if [ -n "$1" ]; then
  if [ ! -r "$1" ]; then echo "problem  policy: $1 cannot be read"; failed=0
  elif command -v python3 >/dev/null && ! python3 -m json.tool "$1" >/dev/null; then echo "problem  policy: $1 is no JSON"; failed=0
  fi
fi
[ $failed -ne 0 ]
