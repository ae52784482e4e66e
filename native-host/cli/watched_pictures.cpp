#include "watched_pictures.h"

#include "live_index.h"
#include "own_broker.h"
#include "paths.h"
#include "progress.h"
#include "state_db.h"
#include "tag_characters.h"
#include "watch_news.h"

namespace bycatch {
namespace {

Result<StateDb> open_state() {
  const auto folder = data_folder();
  return folder ? StateDb::open(*folder) : std::unexpected(folder.error());
}

Status compare_folder(const Generation& generation, StateDb& state, const Identifier& folder,
                      const std::function<bool()>& is_cancelled) {
  const auto pictures = state.watched_folders().pictures(folder);
  if (!pictures) {
    return std::unexpected(pictures.error());
  }
  Progress progress("comparing " + folder.id, "pictures", 1);
  std::uint64_t compared = 0;
  const auto counts = folder_counts(generation, *pictures, [&]() -> Status {
    progress.show(compared++, pictures->size());
    return is_cancelled() ? fail(ErrorCode::cancelled, "comparing pictures") : Status();
  });
  return counts ? state.watched_folders().set_found(folder, std::string(generation.name()), *counts)
                : std::unexpected(counts.error());
}

}  // namespace

Result<Identifier> folder_identifier(const std::filesystem::path& folder) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, error), error);
  if (error) {
    return fail(ErrorCode::io, folder.string());
  }
  std::string id = (whole.has_filename() ? whole : whole.parent_path()).string();
  return is_utf8(id) ? Result<Identifier>({Platform::web, IdentifierKind::imprint, std::move(id)})
                     : fail(ErrorCode::bad_request, "a name that is no text");
}

Result<PictureReport> keep_pictures(const IndexInUse& index, const Identifier& folder) {
  std::vector<PictureImprints> pictures;
  auto report = read_folder(folder.id, [&](const DihedralResult& picture) -> Status {
    pictures.push_back(picture.imprints);
    return pictures.size() <= kMaxWatchedPictures ? Status() : fail(ErrorCode::too_large, "watched pictures");
  });
  if (!report || report->accepted == 0) {
    return report ? fail(ErrorCode::bad_format, "no file of it gave an imprint") : std::move(report);
  }
  OwnBroker broker;
  const AskBroker ask = [&](const BrokerRecord& record) { return broker.ask(record); };
  const auto listed = ask(WatchRecord{folder});
  auto state = open_state();
  Status done = !listed ? std::unexpected(listed.error()) : !state ? std::unexpected(state.error()) : Status();
  if (done) {
    done = state->watched_folders().set_pictures(folder, pictures);
  }
  if (done && index.generation) {
    done = compare_folder(*index.generation, *state, folder, [] { return false; });
  }
  if (done) {
    done = note_seen(index, ask, folder);
  }
  return done ? std::move(report) : std::unexpected(done.error());
}

Status compare_folders(const IndexInUse& index, const std::function<bool()>& is_cancelled) {
  const auto watches = own_watches();
  if (!watches || !index.generation) {
    return watches ? Status() : std::unexpected(watches.error());
  }
  for (const Watch& watch : *watches) {
    const Identifier watched{watch.platform, watch.kind, watch.id};
    if (!is_folder(watched)) {
      continue;
    }
    auto state = open_state();
    const auto found = state ? state->watched_folders().found(watched) : std::unexpected(state.error());
    if (!found) {
      return std::unexpected(found.error());
    }
    if (found->generation != index.generation->name()) {
      if (const Status compared = compare_folder(*index.generation, *state, watched, is_cancelled); !compared) {
        return compared;
      }
    }
  }
  return {};
}

void tell_news(Output& output, const std::function<bool()>& is_cancelled) {
  const IndexInUse index = open_index();
  if (!index.generation) {
    return;
  }
  OwnBroker broker;
  const Status compared = compare_folders(index, is_cancelled);
  const auto news = compared ? watch_news(index, [&](const BrokerRecord& record) { return broker.ask(record); })
                             : Result<std::vector<WatchNews>>(std::unexpected(compared.error()));
  if (!news) {
    output.note("what is watched was not looked for (" + std::string(to_string(news.error().code)) +
                "); do it: bycatch watch check");
  } else if (!news->empty()) {
    output.note("there is something new of what you watch: bycatch watch check");
  }
}

}  // namespace bycatch
