// The system calls that are left to this process, by seccomp.
#pragma once

namespace bycatch {

// From now on only the calls work that answering needs, listed in call_filter.cpp; all others fail with EPERM. False
// when this kernel has no such filter, or this processor's calls are not known to us.
// Requires: NO_NEW_PRIVS; no other thread runs.
bool filter_calls();

// From now on no other program is started, no other process looked into or sent a signal, and nothing of the system
// changed: such calls fail with EPERM; all others work as before. As above.
bool refuse_other_programs();

}  // namespace bycatch
