// bycatch request new|list|mark
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "answer_text.h"
#include "command.h"
#include "generation.h"
#include "live_index.h"
#include "local_day.h"
#include "own_broker.h"
#include "protocol_json.gen.h"
#include "removal_requests.h"
#include "utc_date.h"

namespace bycatch {
namespace {

// "answer due 2026-12-25, in 3 days"; empty when nobody is bound to answer, or has.
std::string due_text(const RemovalRequest& request, std::string_view today) {
  if (request.state != RequestState::sent) {
    return "";
  }
  const auto due = request.due ? parse_utc_date(*request.due) : std::nullopt;
  const auto now = parse_utc_date(today);
  if (!due || !now) {
    return "; no law that the letter cites sets a time for an answer";
  }
  const std::int64_t left = (*due - *now).count();
  const std::string days = count_of(left < 0 ? -left : left, "day");
  return "; answer due " + *request.due + (left < 0 ? ", " + days + " late" : ", in " + days);
}

void show_request(Output& output, const RemovalRequest& request, const DatasetNames& names) {
  if (output.is_json()) {
    output.json(to_json(request));
    return;
  }
  const std::string& when = request.state == RequestState::sent && request.sent ? *request.sent : request.changed;
  output.text(std::to_string(request.number) + "  " + name_of(request.dataset, names) + "  " +
              std::string(to_string(request.letter)) + "  " + std::string(to_string(request.state)) + " " + when +
              due_text(request, local_day()));
}

Exit list_requests(Output& output) {
  const auto requests = own_requests();
  if (!requests) {
    output.failure("read the requests", requests.error());
    return Exit::failed;
  }
  const DatasetNames names = dataset_names(open_index());
  for (const RemovalRequest& request : *requests) {
    show_request(output, request, names);
  }
  if (requests->empty()) {
    output.note("nothing was asked of anybody yet. Note a letter: bycatch request new DATASET");
  }
  return Exit::done;
}

std::string_view request_next_step(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found:
      return "See the numbers: bycatch request list";
    case ErrorCode::too_large:
      return "256 requests are kept at most: mark one as done first";
    default:
      return explain(code).next_step;
  }
}

Exit show_changed(Output& output, const Result<RemovalRequest>& request) {
  if (!request) {
    output.failure("note the request", request.error(), request_next_step(request.error().code));
    return Exit::failed;
  }
  show_request(output, *request, dataset_names(open_index()));
  return Exit::done;
}

// Nothing when no lists are held; then nobody can say whether there is such a dataset.
std::optional<Result<Card>> card_of(const std::string& dataset) {
  const IndexInUse index = open_index();
  if (index.generation == nullptr) {
    return std::nullopt;
  }
  auto cards = index.generation->catalogue().cards(std::vector{dataset});
  if (!cards) {
    return std::unexpected(cards.error());
  }
  return cards->empty() ? Result<Card>(fail(ErrorCode::not_found, dataset)) : std::move(cards->front());
}

Exit new_request(Output& output, const std::string& dataset, const std::string& letter_word) {
  const auto card = card_of(dataset);
  if (card && !*card) {
    output.failure("note the request", card->error(), "See their names: bycatch datasets");
    return Exit::failed;
  }
  const Letter letter = parse_letter(letter_word).value_or(Letter::plain);
  OwnBroker broker;
  const Exit code = show_changed(output, one_request(broker.ask(NewRequestRecord{dataset, letter, local_day()})));
  if (code != Exit::done) {
    return code;
  }
  if (!card || !(*card)->removal) {
    output.note("no route for removal is known of this dataset");
  } else {
    const Removal& removal = *(*card)->removal;
    output.note(removal.text + (removal.url ? "\n" + *removal.url : ""));
  }
  output.note("The letter itself is filled in on the extension's page of requests.");
  return code;
}

Exit mark_request(Output& output, std::int64_t number, const std::string& state_word) {
  const RequestState state = parse_request_state(state_word).value_or(RequestState::drafted);
  OwnBroker broker;
  return show_changed(output, one_request(broker.ask(MarkRequestRecord{number, state, local_day()})));
}

template <class Word>
std::vector<std::string> words_of_all() {
  std::vector<std::string> words;
  for (int at = 0; !to_string(static_cast<Word>(at)).empty(); ++at) {
    words.emplace_back(to_string(static_cast<Word>(at)));
  }
  return words;
}

}  // namespace

void add_request(CommandLine line) {
  CLI::App* command =
      line.app.add_subcommand("request", "Letters to those who hold a dataset: noted, and what became of them");
  command->require_subcommand(1);
  command->add_subcommand("list", "What was asked, and when an answer is due")->callback([run = &line.run] {
    *run = list_requests;
  });

  CLI::App* add = command->add_subcommand("new", "Note a letter as drafted today");
  auto dataset = std::make_shared<std::string>();
  auto letter = std::make_shared<std::string>(to_string(Letter::gdpr_erasure));
  add->add_option("DATASET", *dataset, "Its id, as `bycatch datasets` tells it")->required();
  add->add_option("--letter", *letter, "Which kind")
      ->check(CLI::IsMember(words_of_all<Letter>()))
      ->capture_default_str();
  add->callback([dataset, letter, run = &line.run] {
    *run = [dataset, letter](Output& output) { return new_request(output, *dataset, *letter); };
  });

  CLI::App* mark = command->add_subcommand("mark", "Note what became of it, today");
  auto number = std::make_shared<std::int64_t>(0);
  auto state = std::make_shared<std::string>();
  mark->add_option("NUMBER", *number, "As `bycatch request list` tells it")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{9'007'199'254'740'991}));
  mark->add_option("STATE", *state)->required()->check(CLI::IsMember(words_of_all<RequestState>()));
  mark->callback([number, state, run = &line.run] {
    *run = [number, state](Output& output) { return mark_request(output, *number, *state); };
  });
}

}  // namespace bycatch
