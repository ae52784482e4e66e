#include "watched_folders.h"

#include "at_once.h"

namespace bycatch {
namespace {

constexpr std::size_t kImprintDigits = 64;  // of an imprint

std::string text_of(const PictureImprints& imprints) {
  std::string text;
  for (const Imprint& imprint : imprints) {
    text += to_text(imprint);
  }
  return text;
}

Result<PictureImprints> imprints_in(std::string_view text) {
  PictureImprints imprints;
  bool are_all = text.size() == kImprintDigits * imprints.size();
  for (std::size_t at = 0; are_all && at < imprints.size(); ++at) {
    const auto imprint = parse_imprint(text.substr(at * kImprintDigits, kImprintDigits));
    are_all = imprint.has_value();
    imprints[at] = imprint.value_or(Imprint());
  }
  return are_all ? Result<PictureImprints>(imprints) : fail(ErrorCode::corrupt, "state.db: imprints that are none");
}

}  // namespace

Status WatchedFolders::set_pictures(const Identifier& folder, std::span<const PictureImprints> pictures) {
  return at_once(*db_, [&]() -> Status {
    const auto number = WatchList(*db_).number_of(folder);
    Status done = number ? replace_pictures(*number, pictures) : std::unexpected(number.error());
    return done ? replace_found(*number, "", {}) : done;
  });
}

Status WatchedFolders::replace_pictures(std::int64_t number, std::span<const PictureImprints> pictures) {
  auto forget = db_->prepare("DELETE FROM watch_pictures WHERE watch = ?1");
  auto insert = db_->prepare("INSERT OR IGNORE INTO watch_pictures VALUES (?1, ?2)");
  auto count = db_->prepare("SELECT COUNT(*) FROM watch_pictures");
  for (const auto* statement : {&forget, &insert, &count}) {
    if (!*statement) {
      return std::unexpected(statement->error());
    }
  }
  Status done = forget->bind(1, number).run();
  for (std::size_t at = 0; done && at < pictures.size(); ++at) {
    done = insert->bind(1, number).bind(2, text_of(pictures[at])).run();
  }
  if (!done) {
    return done;
  }
  const auto counted = count->step();
  if (!counted) {
    return std::unexpected(counted.error());
  }
  const std::int64_t all = count->integer(0);
  count->reset();
  return all <= std::int64_t{kMaxWatchedPictures} ? Status() : fail(ErrorCode::too_large, "watched pictures");
}

Result<std::vector<PictureImprints>> WatchedFolders::pictures(const Identifier& folder) const {
  const auto number = WatchList(*db_).number_of(folder);
  auto query = db_->prepare("SELECT imprints FROM watch_pictures WHERE watch = ?1 ORDER BY imprints");
  if (!number || !query) {
    return std::unexpected(!number ? number.error() : query.error());
  }
  query->bind(1, *number);
  std::vector<PictureImprints> pictures;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return pictures;
    }
    const auto imprints = imprints_in(query->text(0));
    if (!imprints || pictures.size() == kMaxWatchedPictures) {
      query->reset();
      return imprints ? fail(ErrorCode::corrupt, "state.db: watched pictures") : std::unexpected(imprints.error());
    }
    pictures.push_back(*imprints);
  }
}

Status WatchedFolders::set_found(const Identifier& folder, const std::string& generation,
                                 const std::vector<ListCount>& counts) {
  if (generation.empty() || !are_list_counts(counts)) {
    return fail(ErrorCode::bad_request, "what was found of a folder");
  }
  return at_once(*db_, [&]() -> Status {
    const auto number = WatchList(*db_).number_of(folder);
    return number ? replace_found(*number, generation, counts) : std::unexpected(number.error());
  });
}

Status WatchedFolders::replace_found(std::int64_t number, const std::string& generation,
                                     const std::vector<ListCount>& counts) {
  auto when = db_->prepare("UPDATE watches SET found_generation = ?2 WHERE number = ?1");
  const Status done = when ? when->bind(1, number).bind(2, generation).run() : std::unexpected(when.error());
  return done ? replace_counts(*db_, "watch_found", number, counts) : done;
}

Result<WatchSeen> WatchedFolders::found(const Identifier& folder) const {
  const auto number = WatchList(*db_).number_of(folder);
  auto when = db_->prepare("SELECT found_generation FROM watches WHERE number = ?1");
  if (!number || !when) {
    return std::unexpected(!number ? number.error() : when.error());
  }
  const auto is_there = when->bind(1, *number).step();
  if (!is_there || !*is_there) {
    return is_there ? Result<WatchSeen>(fail(ErrorCode::not_found, "watch")) : std::unexpected(is_there.error());
  }
  std::string generation = when->text(0);
  when->reset();
  auto counts = read_counts(*db_, "watch_found", *number);
  return counts ? Result<WatchSeen>({std::move(generation), "", std::move(*counts)}) : std::unexpected(counts.error());
}

}  // namespace bycatch
