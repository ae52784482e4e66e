// For a program that reads pictures from anywhere: it gives up all but reading what is handed to it, computing and
// answering.
#pragma once

#include <cstddef>

#include "result.h"

namespace bycatch {

// From here on, for all threads and for good: no file can be opened or written to, nothing is sent but over sockets
// that are open already, no program and no process is started, no other process is sent a signal or looked into, and
// `max_memory_bytes` of address space are all there is (a build with the address sanitizer has no such limit: it maps
// terabytes). What is not allowed fails, as for want of permission.
// Requires: harden_process() (process.h).
// Errors: io; unsupported, on a machine whose system calls are not known here.
Status confine_process(std::size_t max_memory_bytes);

}  // namespace bycatch
