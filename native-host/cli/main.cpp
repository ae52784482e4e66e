// bycatch: the command line. Only wires: one file per command.
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>

#include "command.h"

namespace {

using bycatch::Exit;

void add_commands(const bycatch::CommandLine& line) {
  for (const auto add :
       {bycatch::add_check, bycatch::add_datasets, bycatch::add_doctor, bycatch::add_identify, bycatch::add_import,
        bycatch::add_mirror, bycatch::add_publish, bycatch::add_receipt, bycatch::add_register, bycatch::add_request,
        bycatch::add_review, bycatch::add_status, bycatch::add_sync, bycatch::add_tags, bycatch::add_unregister,
        bycatch::add_verify, bycatch::add_version, bycatch::add_watch}) {
    add(line);
  }
}

int run(int argc, char** argv) {
  CLI::App app("Is this photo in a published face-recognition dataset? Answered on this machine alone.", "bycatch");
  bool is_json = false;
  std::function<Exit(bycatch::Output&)> command;
  app.add_flag("--json", is_json, "One JSON object a line on standard output");
  app.fallthrough();
  app.require_subcommand(1);
  add_commands({app, command});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Exit::failed);
  }
  bycatch::Output output(std::cout, std::cerr, is_json);
  const Exit code = command(output);
  output.flush();
  return std::cout.good() ? static_cast<int>(code) : static_cast<int>(Exit::failed);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  // A file over the user's limit is an error to be told, not a death.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception&) {  // the standard library's: no memory, no such folder
    std::fputs("internal: an unexpected error. Run `bycatch doctor`.\n", stderr);
    return 2;
  }
}
