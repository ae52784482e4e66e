// bycatch datasets [ID]
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "card_text.h"
#include "command.h"
#include "live_index.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

constexpr const char* kShowing = "show the datasets";

Exit show_cards(Output& output, const std::string& id) {
  const IndexInUse index = open_index();
  if (index.generation == nullptr) {
    output.failure(kShowing, Error{*index.trouble, ""});
    return Exit::failed;
  }
  const std::vector<std::string> ids = id.empty() ? std::vector<std::string>() : std::vector{id};
  const auto cards = index.generation->catalogue().cards(ids);
  if (!cards || cards->empty()) {
    output.failure(kShowing, cards ? Error{ErrorCode::not_found, "no card with that id"} : cards.error(),
                   "bycatch datasets shows them all");
    return Exit::failed;
  }
  if (!output.is_json()) {
    output.text(id.empty() ? card_table(*cards) : card_text(cards->front()));
    return Exit::done;
  }
  for (const Card& card : *cards) {
    output.json(to_json(card));
  }
  return Exit::done;
}

}  // namespace

void add_datasets(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("datasets", "What is known of the datasets");
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "Only this one, whole");
  command->callback([id, run = &line.run] { *run = [id](Output& output) { return show_cards(output, *id); }; });
}

}  // namespace bycatch
