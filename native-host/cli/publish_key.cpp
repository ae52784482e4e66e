// bycatch publish key DIR
#include <nlohmann/json.hpp>

#include "feed_root.h"
#include "json_field.h"
#include "publish_command.h"

namespace bycatch {
namespace {

Exit show_keys(Output& output, const PublishArguments& arguments) {
  const auto workshop = Workshop::open(arguments.folder);
  const auto state = workshop ? read_feed_state(FeedFolder(workshop->feed())) : std::unexpected(workshop.error());
  if (!state) return publish_failed(output, "show the keys", state.error());
  const std::string expires = text_field(state->root, "expires");
  if (output.is_json()) {
    nlohmann::json roles = nlohmann::json::object();
    for (const FeedRole role : kFeedRoles) roles[std::string(to_string(role))] = key_ids(state->root, role);
    output.json({{"root", state->version(FeedRole::root)},
                 {"expires", expires},
                 {"threshold", root_threshold(state->root)},
                 {"keys", roles}});
    return Exit::done;
  }
  output.text("root " + std::to_string(state->version(FeedRole::root)) + ", until " + expires + ", " +
              std::to_string(root_threshold(state->root)) + " must sign");
  for (const FeedRole role : kFeedRoles) {
    for (const std::string& id : key_ids(state->root, role))
      output.text("  " + std::string(to_string(role)) + " " + id);
  }
  return Exit::done;
}

}  // namespace

void add_publish_key(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("key", "Show which keys sign");
  auto arguments = std::make_shared<PublishArguments>();
  arguments->add_folder_to(*command);
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return show_keys(output, *arguments); }; });
}

}  // namespace bycatch
