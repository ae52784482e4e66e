// bycatch register [--user|--system] [--browser NAME...] [--browser-dir PATH --kind chromium|firefox] [--force]
#include <memory>
#include <nlohmann/json.hpp>

#include "browser_arguments.h"
#include "command.h"
#include "host_manifest.h"
#include "manifest_targets.h"

namespace bycatch {
namespace {

constexpr const char* kRegistering = "register";

bool register_at(Output& output, const ManifestTarget& target, const std::filesystem::path& host, bool force) {
  if (!force && manifest_state(target.file, host, target.kind) == ManifestState::foreign) {
    output.failure(kRegistering,
                   Error{ErrorCode::permission, target.file.string() + " is another program's, or another Bycatch's"},
                   "Look at that file; --force replaces it");
    return false;
  }
  if (const Status written = write_manifest(target.file, host, target.kind, target.readers); !written) {
    output.failure(kRegistering, Error{written.error().code, target.file.string()});
    return false;
  }
  if (output.is_json()) {
    output.json({{"manifest", target.file.string()}, {"host", host.string()}, {"kind", to_string(target.kind)}});
  } else {
    output.text("registered: " + target.file.string());
  }
  return true;
}

Exit register_host(Output& output, const BrowserArguments& arguments) {
  const auto host = arguments.host.empty() ? host_program() : Result<std::filesystem::path>(arguments.host);
  if (!host || !host->is_absolute()) {
    output.failure(kRegistering, host ? Error{ErrorCode::bad_request, "--host is not absolute"} : host.error(),
                   "Install bycatch-host in the same folder");
    return Exit::failed;
  }
  const auto targets = manifest_targets(arguments, kRegistering);
  if (!targets) {
    output.failure(kRegistering, targets.error().error, targets.error().next_step);
    return Exit::failed;
  }
  Exit code = Exit::done;
  for (const ManifestTarget& target : *targets) {
    if (!register_at(output, target, *host, arguments.force)) {
      code = Exit::failed;
    }
  }
  if (!arguments.is_for_all_users && arguments.browser_folder.empty()) {
    for (const auto& [problem, remedy] : advice_on_boxes()) {
      output.note(problem + ". " + remedy);
    }
  }
  return code;
}

}  // namespace

void add_register(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("register", "Make bycatch-host known to your browsers");
  auto arguments = std::make_shared<BrowserArguments>();
  arguments->add_to(*command, "Replace a file of another program's");
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return register_host(output, *arguments); };
  });
}

}  // namespace bycatch
