// bycatch register --browser-dir PATH --kind chromium|firefox [--force]
#include <memory>
#include <nlohmann/json.hpp>

#include "browser_arguments.h"
#include "command.h"
#include "durable_file.h"
#include "host_manifest.h"

namespace bycatch {
namespace {

constexpr const char* kRegistering = "register";

Exit register_host(Output& output, const BrowserArguments& arguments) {
  const BrowserKind kind = *parse_browser_kind(arguments.kind);
  const auto host = host_program();
  if (!host) {
    output.failure(kRegistering, host.error(), "Install bycatch-host in the same folder");
    return Exit::failed;
  }
  const std::filesystem::path manifest = manifest_path(std::filesystem::absolute(arguments.browser_folder), kind);
  if (!arguments.force && manifest_state(manifest, *host, kind) == ManifestState::foreign) {
    output.failure(kRegistering,
                   Error{ErrorCode::permission, manifest.string() + " is another program's, or another Bycatch's"},
                   "Look at that file; --force replaces it");
    return Exit::failed;
  }
  Status written = make_private_folder(manifest.parent_path());
  if (written) {
    written = replace_file(manifest, manifest_text(*host, kind));
  }
  if (!written) {
    output.failure(kRegistering, written.error());
    return Exit::failed;
  }
  if (output.is_json()) {
    output.json({{"manifest", manifest.string()}, {"host", host->string()}, {"kind", arguments.kind}});
  } else {
    output.text("registered: " + manifest.string());
  }
  return Exit::done;
}

}  // namespace

void add_register(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("register", "Make bycatch-host known to a browser");
  auto arguments = std::make_shared<BrowserArguments>();
  arguments->add_to(*command, "Replace a file of another program's");
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return register_host(output, *arguments); };
  });
}

}  // namespace bycatch
