#!/bin/sh
# For a software-management system: 0 and the version when Bycatch is installed for all users, 1 when it is not.
command -v bycatch >/dev/null && [ -x /usr/lib/bycatch/bycatch-host ] || exit 1
bycatch version
