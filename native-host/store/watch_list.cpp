#include "watch_list.h"

#include "at_once.h"
#include "index.h"
#include "utc_date.h"

namespace bycatch {
namespace {

bool is_watchable(const Identifier& watched) {
  const bool is_kind = watched.kind == IdentifierKind::tag || watched.kind == IdentifierKind::account;
  return is_folder(watched) || (is_kind && key_of(watched).has_value());
}

Result<Watch> watch_in(const SqliteStatement& row) {
  const auto platform = parse_platform(row.text(1));
  const auto kind = parse_identifier_kind(row.text(2));
  Watch watch{platform.value_or(Platform::web), kind.value_or(IdentifierKind::url), row.text(3), row.text(4)};
  const Identifier identifier{watch.platform, watch.kind, watch.id};
  if (!platform || !kind || !is_watchable(identifier) || watch.id.size() > kMaxWatchBytes ||
      !parse_utc_date(watch.since)) {
    return fail(ErrorCode::corrupt, "state.db: a watch that is none");
  }
  return watch;
}

bool is_whole(const WatchSeen& seen) {
  const bool is_dated = seen.generation.empty() ? seen.day.empty() : parse_utc_date(seen.day).has_value();
  return is_dated && seen.generation.size() <= 256 && are_list_counts(seen.counts);
}

}  // namespace

bool is_folder(const Identifier& watched) noexcept {
  return watched.platform == Platform::web && watched.kind == IdentifierKind::imprint && !watched.id.empty();
}

Status WatchList::add(const Identifier& watched, std::string_view utc_day) {
  if (!is_watchable(watched)) {
    return fail(ErrorCode::not_checkable, "a watch of what no list holds");
  }
  if (!parse_utc_date(utc_day)) {
    return fail(ErrorCode::bad_request, "a day that is none");
  }
  if (watched.id.size() > kMaxWatchBytes) {
    return fail(ErrorCode::too_large, "id of a watch");
  }
  // One statement counts and inserts, so that two writers do not fill the list beyond its limit.
  auto insert = db_->prepare(
      "INSERT INTO watches (platform, kind, id, since) SELECT ?1, ?2, ?3, ?4 "
      "WHERE (SELECT COUNT(*) FROM watches) < ?5 ON CONFLICT DO NOTHING");
  if (!insert) {
    return std::unexpected(insert.error());
  }
  insert->bind(1, to_string(watched.platform)).bind(2, to_string(watched.kind)).bind(3, watched.id).bind(4, utc_day);
  if (const Status ran = insert->bind(5, static_cast<std::int64_t>(kMaxWatches)).run(); !ran) {
    return ran;
  }
  const auto number = number_of(watched);
  if (!number && number.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::too_large, "watches");
  }
  return number ? Status() : std::unexpected(number.error());
}

Result<std::int64_t> WatchList::number_of(const Identifier& watched) const {
  auto query = db_->prepare("SELECT number FROM watches WHERE platform = ?1 AND kind = ?2 AND id = ?3");
  if (!query) {
    return std::unexpected(query.error());
  }
  query->bind(1, to_string(watched.platform)).bind(2, to_string(watched.kind)).bind(3, watched.id);
  const auto is_there = query->step();
  if (!is_there) {
    return std::unexpected(is_there.error());
  }
  const std::int64_t number = *is_there ? query->integer(0) : 0;
  query->reset();
  return *is_there ? Result<std::int64_t>(number) : fail(ErrorCode::not_found, "watch");
}

Status WatchList::remove(const Identifier& watched) {
  return at_once(*db_, [&]() -> Status {
    const auto number = number_of(watched);
    if (!number) {
      return std::unexpected(number.error());
    }
    for (const char* sql : {"DELETE FROM watch_counts WHERE watch = ?1", "DELETE FROM watch_pictures WHERE watch = ?1",
                            "DELETE FROM watch_found WHERE watch = ?1", "DELETE FROM watches WHERE number = ?1"}) {
      auto remove = db_->prepare(sql);
      const Status removed = remove ? remove->bind(1, *number).run() : std::unexpected(remove.error());
      if (!removed) {
        return removed;
      }
    }
    return {};
  });
}

Result<WatchSeen> WatchList::seen(const Identifier& watched) const {
  const auto number = number_of(watched);
  if (!number) {
    return std::unexpected(number.error());
  }
  auto when = db_->prepare("SELECT seen_generation, seen_day FROM watches WHERE number = ?1");
  if (!when) {
    return std::unexpected(when.error());
  }
  const auto is_there = when->bind(1, *number).step();
  if (!is_there || !*is_there) {
    return is_there ? Result<WatchSeen>(fail(ErrorCode::not_found, "watch")) : std::unexpected(is_there.error());
  }
  WatchSeen seen{when->text(0), when->text(1), {}};
  when->reset();
  auto counts = read_counts(*db_, "watch_counts", *number);
  if (!counts) {
    return std::unexpected(counts.error());
  }
  seen.counts = std::move(*counts);
  return is_whole(seen) ? Result<WatchSeen>(std::move(seen)) : fail(ErrorCode::corrupt, "state.db: what was seen");
}

Status WatchList::replace_seen(std::int64_t number, const WatchSeen& seen) {
  auto when = db_->prepare("UPDATE watches SET seen_generation = ?2, seen_day = ?3 WHERE number = ?1");
  const Status done =
      when ? when->bind(1, number).bind(2, seen.generation).bind(3, seen.day).run() : std::unexpected(when.error());
  return done ? replace_counts(*db_, "watch_counts", number, seen.counts) : done;
}

Status WatchList::set_seen(const Identifier& watched, const WatchSeen& seen) {
  if (!is_whole(seen) || seen.generation.empty()) {
    return fail(ErrorCode::bad_request, "what was seen");
  }
  return at_once(*db_, [&]() -> Status {
    const auto number = number_of(watched);
    return number ? replace_seen(*number, seen) : std::unexpected(number.error());
  });
}

Result<WatchPage> WatchList::page(std::int64_t from, std::size_t limit_bytes) const {
  auto query = db_->prepare("SELECT number, platform, kind, id, since FROM watches WHERE number >= ?1 ORDER BY number");
  if (!query) {
    return std::unexpected(query.error());
  }
  query->bind(1, from);
  WatchPage page;
  std::size_t size_bytes = 0;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return page;
    }
    auto watch = watch_in(*query);
    if (!watch) {
      query->reset();
      return std::unexpected(watch.error());
    }
    size_bytes += cost_bytes(watch->id.size());
    if (size_bytes > limit_bytes && !page.watches.empty()) {
      page.next = query->integer(0);
      query->reset();
      return page;
    }
    page.watches.push_back(std::move(*watch));
  }
}

}  // namespace bycatch
