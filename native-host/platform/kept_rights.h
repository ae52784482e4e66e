// For a command that reads what strangers wrote, from the network or from files: what it needs stays, the rest is given
// up for good, so that whoever takes it over by what it reads can do little with it.
#pragma once

#include <filesystem>
#include <vector>

#include "protocol.gen.h"

namespace bycatch {

// Files and folders, besides what programs need of the system to run and to find servers.
struct KeptRights {
  std::vector<std::filesystem::path> readable;
  std::vector<std::filesystem::path> writable;
  bool starts_programs = false;  // those of the system, and what lies beside this program
};

// From now on, for this process and what it starts: nothing is read, made, changed or removed elsewhere, no other
// program is started (unless it must be), looked into or sent a signal, no rights are gained, and no core file holds
// its memory. What is open stays open, and the network stays. What is not there is left out.
//
// full: all of it holds. partly: the kernel is too old for some of it (files need Linux 5.19), or this is a processor
// whose calls we do not know. none: nothing holds.
// Requires: no other thread runs.
SandboxState keep_only(const KeptRights& rights);

}  // namespace bycatch
