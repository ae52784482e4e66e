// bycatch unregister --browser-dir PATH --kind chromium|firefox [--force]
#include <memory>
#include <nlohmann/json.hpp>

#include "browser_arguments.h"
#include "command.h"
#include "host_manifest.h"

namespace bycatch {
namespace {

constexpr const char* kUnregistering = "unregister";

Exit unregister_host(Output& output, const BrowserArguments& arguments) {
  const BrowserKind kind = *parse_browser_kind(arguments.kind);
  const std::filesystem::path manifest = manifest_path(std::filesystem::absolute(arguments.browser_folder), kind);
  // A host that is gone leaves nothing to compare with but the name beside us.
  const auto host = host_program();
  const ManifestState state = manifest_state(manifest, host ? *host : std::filesystem::path(), kind);
  if (state == ManifestState::foreign && !arguments.force) {
    output.failure(kUnregistering,
                   Error{ErrorCode::permission, manifest.string() + " is another program's, or another Bycatch's"},
                   "Look at that file; --force removes it");
    return Exit::failed;
  }
  std::error_code error;
  const bool removed = std::filesystem::remove(manifest, error);
  if (error) {
    output.failure(kUnregistering, Error{ErrorCode::io, error.message()});
    return Exit::failed;
  }
  if (output.is_json()) {
    output.json({{"manifest", manifest.string()}, {"removed", removed}, {"kind", arguments.kind}});
  } else {
    output.text((removed ? "removed: " : "was not there: ") + manifest.string());
  }
  return Exit::done;
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
