// bycatch watch add|list|remove|check; of tags, accounts and folders of pictures
#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "command.h"
#include "live_index.h"
#include "own_broker.h"
#include "protocol_json.gen.h"
#include "subject.h"
#include "watch_news.h"
#include "watched_pictures.h"
#include "watching.h"

namespace bycatch {
namespace {

std::string watch_text(const Identifier& watched) {
  if (is_folder(watched)) {
    return "pictures in " + watched.id;
  }
  const std::string sign = watched.kind == IdentifierKind::tag ? "#" : "@";
  return sign + watched.id + "  " + std::string(to_string(watched.platform));
}

Identifier identifier_of(const Watch& watch) {
  return {watch.platform, watch.kind, watch.id};
}

void show_watch(Output& output, const Watch& watch) {
  if (output.is_json()) {
    output.json(to_json(watch));
  } else {
    output.text(watch_text(identifier_of(watch)) + "  since " + watch.since);
  }
}

// A #tag is one of each site, an @NSID or an account's address a Flickr account; what has the form of a path and is no
// account's address, a folder.
// Errors: not_checkable; too_large.
Result<std::vector<Identifier>> watched_by(const std::string& word) {
  std::vector<Identifier> found;
  std::error_code ignored;
  if (std::filesystem::is_directory(word, ignored)) {
    const auto folder = folder_identifier(word);
    return folder ? Result<std::vector<Identifier>>({*folder}) : std::unexpected(folder.error());
  }
  if (word.starts_with('#')) {
    for (const Platform platform : {Platform::instagram, Platform::flickr}) {
      if (auto tag = watched_identifier(platform, IdentifierKind::tag, word)) {
        found.push_back(std::move(*tag));
      }
    }
  } else if (word.starts_with('@')) {
    if (auto account = watched_identifier(Platform::flickr, IdentifierKind::account, word.substr(1))) {
      found.push_back(std::move(*account));
    }
  } else {
    for (const Identifier& named : identify_word(word)) {
      if (named.kind == IdentifierKind::account) {
        if (auto account = watched_identifier(named.platform, named.kind, named.id)) {
          found.push_back(std::move(*account));
        }
      }
    }
  }
  // One that is gone can be taken off the list.
  if (found.empty() && std::filesystem::path(word).is_absolute()) {
    const auto folder = folder_identifier(word);
    return folder ? Result<std::vector<Identifier>>({*folder}) : std::unexpected(folder.error());
  }
  if (found.empty()) {
    return fail(ErrorCode::not_checkable, word);
  }
  return found;
}

constexpr std::string_view kWhatToGive =
    "Give a \"#tag\", an @NSID, the address of a Flickr account with its NSID or a folder of pictures";

std::string_view watch_next_step(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_checkable:
      return kWhatToGive;
    case ErrorCode::too_large:
      return "256 entries and 20,000 pictures are watched at most: remove one first";
    case ErrorCode::bad_format:
      return "Give a folder of JPEG, PNG, WebP, AVIF, HEIC or GIF files";
    case ErrorCode::not_found:
      return "See what is watched: bycatch watch list";
    default:
      return explain(code).next_step;
  }
}

using Change = std::function<Status(const Identifier&)>;

// What one word means. That a tag is watched on one site only is no reason to complain of the other.
Status change_watched(const std::vector<Identifier>& watched, const Change& change) {
  Status missing;
  bool is_any = false;
  for (const Identifier& one : watched) {
    const Status changed = change(one);
    is_any = is_any || changed;
    if (!changed && changed.error().code != ErrorCode::not_found) {
      return changed;
    }
    missing = changed ? missing : changed;
  }
  return is_any ? Status() : missing;
}

// Each word on its own: one that is refused does not stop the others.
Exit change_each(Output& output, const std::string& doing, const std::vector<std::string>& words,
                 const Change& change) {
  Exit code = Exit::done;
  for (const std::string& word : words) {
    const auto watched = watched_by(word);
    if (!watched) {
      output.failure(doing, watched.error(), watch_next_step(watched.error().code));
      code = Exit::failed;
      continue;
    }
    if (const Status changed = change_watched(*watched, change); !changed) {
      output.failure(doing, changed.error(), watch_next_step(changed.error().code));
      code = Exit::failed;
    }
  }
  return code;
}

Exit add_watches(Output& output, const std::vector<std::string>& words) {
  OwnBroker broker;
  const IndexInUse index = open_index();
  std::vector<Identifier> added;
  Exit code = change_each(output, "watch it", words, [&](const Identifier& watched) -> Status {
    if (is_folder(watched)) {
      const auto report = keep_pictures(index, watched);
      if (!report) {
        return std::unexpected(report.error());
      }
      added.push_back(watched);
      note_refused(output, watched.id, *report);
      output.note(watched.id + ": watches " + std::to_string(report->accepted) + " pictures as they are now");
      return {};
    }
    const auto reply = broker.ask(WatchRecord{watched});
    if (!reply) {
      return std::unexpected(reply.error());
    }
    added.push_back(watched);
    return note_first_seen(index, [&](const BrokerRecord& record) { return broker.ask(record); }, watched);
  });
  const auto watches = own_watches();
  if (!watches) {
    output.failure("read the watch list", watches.error());
    return Exit::failed;
  }
  for (const Watch& watch : *watches) {
    if (std::ranges::find(added, identifier_of(watch)) != added.end()) {
      show_watch(output, watch);
    }
  }
  return code;
}

Exit remove_watches(Output& output, const std::vector<std::string>& words) {
  OwnBroker broker;
  return change_each(output, "stop watching it", words, [&](const Identifier& watched) -> Status {
    const auto reply = broker.ask(UnwatchRecord{watched});
    if (!reply) {
      return std::unexpected(reply.error());
    }
    if (output.is_json()) {
      output.json(to_json(watched));
    } else {
      output.text(watch_text(watched) + "  no longer watched");
    }
    return {};
  });
}

Exit list_watches(Output& output) {
  const auto watches = own_watches();
  if (!watches) {
    output.failure("read the watch list", watches.error());
    return Exit::failed;
  }
  for (const Watch& watch : *watches) {
    show_watch(output, watch);
  }
  if (watches->empty()) {
    output.note("nothing is watched. Watch a tag, an account, your pictures: bycatch watch add \"#tag\" @NSID FOLDER");
  }
  return Exit::done;
}

std::string news_text(const WatchNews& news, const DatasetNames& names) {
  std::int64_t sum = 0;
  std::string lists;
  for (const auto& [dataset, photos] : news.lists) {
    sum += photos;
    lists += (lists.empty() ? "" : ", ") + name_of(dataset, names);
  }
  return watch_text({news.platform, news.kind, news.id}) + "  " + std::to_string(sum) + " new since " + news.since +
         ": " + lists;
}

// Told once: what was told is seen.
Exit check_watches(Output& output) {
  OwnBroker broker;
  const IndexInUse index = open_index();
  const AskBroker ask = [&](const BrokerRecord& record) { return broker.ask(record); };
  if (const Status compared = compare_folders(index, [] { return false; }); !compared) {
    output.failure("compare the watched pictures", compared.error());
    return Exit::failed;
  }
  const auto news = watch_news(index, ask);
  if (!news) {
    output.failure("look for news", news.error());
    return Exit::failed;
  }
  const DatasetNames names = dataset_names(index);
  for (const WatchNews& one : *news) {
    if (output.is_json()) {
      output.json(to_json(one));
    } else {
      output.text(news_text(one, names));
    }
  }
  if (const Status noted = news->empty() ? Status() : note_news_seen(index, ask); !noted) {
    output.failure("note what you have seen", noted.error());
    return Exit::failed;
  }
  return news->empty() ? Exit::done : Exit::listed;
}

}  // namespace

void add_watch(CommandLine line) {
  CLI::App* command =
      line.app.add_subcommand("watch", "Tags, accounts and pictures to be told of; kept on this machine alone");
  command->require_subcommand(1);
  command->add_subcommand("list", "What is watched, and since when")->callback([run = &line.run] {
    *run = list_watches;
  });
  command->add_subcommand("check", "What new lists hold of it; told once. Exit code 1: there is something new")
      ->callback([run = &line.run] { *run = check_watches; });
  using Act = Exit (*)(Output&, const std::vector<std::string>&);
  const auto add_act = [&](const char* name, const char* about, Act act) {
    CLI::App* sub = command->add_subcommand(name, about);
    auto words = std::make_shared<std::vector<std::string>>();
    sub->add_option("WORD", *words,
                    "\"#tag\" (of both sites), @NSID, the address of a Flickr account, or a folder of pictures")
        ->required();
    sub->callback(
        [words, act, run = &line.run] { *run = [words, act](Output& output) { return act(output, *words); }; });
  };
  add_act("add", "Watch these", add_watches);
  add_act("remove", "Watch these no longer", remove_watches);
}

}  // namespace bycatch
