// bycatch unregister [--user|--system] [--browser NAME...] [--browser-dir PATH --kind chromium|firefox] [--force]
#include <memory>
#include <nlohmann/json.hpp>

#include "browser_arguments.h"
#include "command.h"
#include "host_manifest.h"
#include "manifest_targets.h"

namespace bycatch {
namespace {

constexpr const char* kUnregistering = "unregister";

bool unregister_at(Output& output, const ManifestTarget& target, const std::filesystem::path& host, bool force) {
  if (!force && manifest_state(target.file, host, target.kind) == ManifestState::foreign) {
    output.failure(kUnregistering,
                   Error{ErrorCode::permission, target.file.string() + " is another program's, or another Bycatch's"},
                   "Look at that file; --force removes it");
    return false;
  }
  const auto removed = remove_manifest(target.file, target.readers);
  if (!removed) {
    output.failure(kUnregistering, Error{removed.error().code, target.file.string()});
    return false;
  }
  if (output.is_json()) {
    output.json({{"manifest", target.file.string()}, {"removed", *removed}, {"kind", to_string(target.kind)}});
  } else {
    output.text((*removed ? "removed: " : "was not there: ") + target.file.string());
  }
  return true;
}

Exit unregister_host(Output& output, const BrowserArguments& arguments) {
  const auto targets = manifest_targets(arguments, kUnregistering);
  if (!targets) {
    output.failure(kUnregistering, targets.error().error, targets.error().next_step);
    return Exit::failed;
  }
  // A host that is gone leaves nothing to compare with but the name beside us.
  const auto host = arguments.host.empty() ? host_program() : Result<std::filesystem::path>(arguments.host);
  Exit code = Exit::done;
  for (const ManifestTarget& target : *targets) {
    if (!unregister_at(output, target, host ? *host : std::filesystem::path(), arguments.force)) {
      code = Exit::failed;
    }
  }
  return code;
}

}  // namespace

void add_unregister(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("unregister", "Take that back");
  auto arguments = std::make_shared<BrowserArguments>();
  arguments->add_to(*command, "Remove a file of another program's");
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return unregister_host(output, *arguments); };
  });
}

}  // namespace bycatch
