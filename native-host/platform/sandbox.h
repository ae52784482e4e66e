// What this process gives up for good, so that whoever takes it over by a hostile message can do little with it.
#pragma once

#include <filesystem>
#include <span>

#include "protocol.gen.h"

namespace bycatch {

// From now on, until the process ends:
//   - files can be opened for reading only, and only below `readable`, whatever is put there later; a folder that is
//   not
//     there is left out. Nothing can be written, made, renamed or removed, anywhere;
//   - no socket, no other program, no other process or thread, no signal to another process, no look into one;
//   - no new executable memory; 256 MiB of memory of its own (mapped lists do not count); 256 open files.
// What is open stays open. Each call that is refused fails with EPERM or EACCES, as if it were not allowed to this
// user.
//
// full: all of it holds. partly: the kernel is too old for some of it (Landlock came with Linux 5.13), or this is a
// processor whose calls we do not know. none: nothing holds.
//
// A build with a sanitizer keeps what its leak checker needs: processes, ptrace, /proc, memory without limit.
// Requires: no other thread runs.
[[nodiscard]] SandboxState lock_in(std::span<const std::filesystem::path> readable);

}  // namespace bycatch
