// What every command is given and gives back.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "output.h"

namespace bycatch {

// The exit codes that all commands share.
enum class Exit : int {
  done = 0,
  listed = 1,  // something is listed
  failed = 2,  // an error, or a subject that was not checked
};

// Each file named after a command adds it to `app`; the one chosen leaves in `run` what to do.
struct CommandLine {
  CLI::App& app;
  std::function<Exit(Output&)>& run;
};

void add_check(CommandLine line);
void add_datasets(CommandLine line);
void add_doctor(CommandLine line);
void add_identify(CommandLine line);
void add_import(CommandLine line);
void add_mirror(CommandLine line);
void add_publish(CommandLine line);
void add_receipt(CommandLine line);
void add_register(CommandLine line);
void add_request(CommandLine line);
void add_review(CommandLine line);
void add_status(CommandLine line);
void add_sync(CommandLine line);
void add_tags(CommandLine line);
void add_unregister(CommandLine line);
void add_verify(CommandLine line);
void add_version(CommandLine line);
void add_watch(CommandLine line);

}  // namespace bycatch
