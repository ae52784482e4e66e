#include "watch_list.h"

#include "index.h"
#include "utc_date.h"

namespace bycatch {
namespace {

bool is_watchable(const Identifier& watched) {
  const bool is_kind = watched.kind == IdentifierKind::tag || watched.kind == IdentifierKind::account;
  return is_kind && key_of(watched).has_value();
}

Result<bool> any_row(SqliteStatement& query) {
  auto row = query.step();
  query.reset();
  return row;
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

}  // namespace

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
  auto known = db_->prepare("SELECT 1 FROM watches WHERE platform = ?1 AND kind = ?2 AND id = ?3");
  // One statement counts and inserts, so that two writers do not fill the list beyond its limit.
  auto insert = db_->prepare(
      "INSERT INTO watches (platform, kind, id, since) SELECT ?1, ?2, ?3, ?4 "
      "WHERE (SELECT COUNT(*) FROM watches) < ?5 ON CONFLICT DO NOTHING");
  if (!known || !insert) {
    return std::unexpected(!known ? known.error() : insert.error());
  }
  insert->bind(1, to_string(watched.platform)).bind(2, to_string(watched.kind)).bind(3, watched.id).bind(4, utc_day);
  if (const Status ran = insert->bind(5, static_cast<std::int64_t>(kMaxWatches)).run(); !ran) {
    return ran;
  }
  known->bind(1, to_string(watched.platform)).bind(2, to_string(watched.kind)).bind(3, watched.id);
  const auto is_there = any_row(*known);
  if (!is_there) {
    return std::unexpected(is_there.error());
  }
  return *is_there ? Status() : fail(ErrorCode::too_large, "watches");
}

Status WatchList::remove(const Identifier& watched) {
  auto remove = db_->prepare("DELETE FROM watches WHERE platform = ?1 AND kind = ?2 AND id = ?3 RETURNING number");
  if (!remove) {
    return std::unexpected(remove.error());
  }
  remove->bind(1, to_string(watched.platform)).bind(2, to_string(watched.kind)).bind(3, watched.id);
  const auto was_there = remove->step();
  if (!was_there) {
    return std::unexpected(was_there.error());
  }
  if (!*was_there) {
    return fail(ErrorCode::not_found, "watch");
  }
  const auto rest = remove->step();
  return rest ? Status() : std::unexpected(rest.error());
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
