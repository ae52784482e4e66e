// bycatch-host: started by the browser, answers it over standard input and output (shared/protocol/PROTOCOL.md).
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <iostream>
#include <string_view>
#include <vector>

#include "broker.h"
#include "durable_file.h"
#include "generation_folder.h"
#include "origin.h"
#include "own_program.h"
#include "paths.h"
#include "process.h"
#include "sandbox.h"
#include "serve.h"
#include "verbs.h"

namespace {

using namespace bycatch;

constexpr int kFailed = 2;

int end_with(const Error& error) {
  spdlog::error("{} ({})", to_string(error.code), error.detail);
  return kFailed;
}

// The data folder, where the name of the live generation is, and generations, which may be a link to elsewhere. Made
// here when they are missing: what is locked in can be shown no folder that comes later.
std::vector<std::filesystem::path> places_to_read() {
  const auto folder = data_folder();
  if (!folder) return {};
  const std::filesystem::path generations = generations_path(*folder);
  static_cast<void>(make_private_folder(generations));
  return {*folder, generations};
}

int run_host() {
  spdlog::set_default_logger(spdlog::stderr_logger_st("bycatch-host"));
  spdlog::set_pattern("%n: %l: %v");
  if (const Status hardened = harden_process(); !hardened) return end_with(hardened.error());

  // Before anything else is opened: what the broker does not inherit it cannot hold.
  auto broker = ChildProcess::start([](MessageSocket answerer) {
    const auto programs = own_program_folder();
    return run_broker(std::move(answerer), Broker(data_folder(), programs ? *programs / "bycatch" : ""));
  });
  if (!broker) spdlog::warn("no broker: {}", to_string(broker.error().code));
  BrokerLink link(broker ? std::optional(std::move(*broker)) : std::nullopt);

  auto pipe = StdioPipe::take();
  if (!pipe) return end_with(pipe.error());
  StdioChannel channel(std::move(*pipe));

  LiveGeneration live(data_folder());
  static_cast<void>(live.look());
  const auto places = places_to_read();
  const FolderWatch place(data_folder().value_or(""));
  Dispatcher dispatcher(std::move(live), std::move(link), lock_in(places));
  const Status ended = serve(channel, dispatcher, place);
  return ended ? 0 : end_with(ended.error());
}

}  // namespace

int main(int argc, char** argv) {
  open_missing_standard_streams();
  const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--version") {
    std::cout << "bycatch-host " << kHostVersion << '\n';
    return 0;
  }
  if (!is_our_extension(arguments)) {
    std::cerr
        << "bycatch-host: permission (not started by a browser for the Bycatch extension); run `bycatch` instead\n";
    return kFailed;
  }
  return run_host();
}
