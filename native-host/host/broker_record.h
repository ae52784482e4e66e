// What the answerer may ask of the broker. The set is closed; both halves are the same program, yet the broker reads
// each record as hostile: the answerer is the half that meets what the browser sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "event_counts.h"
#include "feed_run.h"
#include "public_import.h"
#include "request_list.h"
#include "result.h"
#include "watch_list.h"

namespace bycatch {

// Adds to today's sums of one site.
struct CountRecord {
  Platform platform{};
  std::int64_t seen = 0;
  std::int64_t identified = 0;  // <= seen
  EventSums events{};           // kept when the organisation has set that
  bool operator==(const CountRecord&) const = default;
};

// Asks for the sums of the last 30 days.
struct SiteHealthQuery {
  bool operator==(const SiteHealthQuery&) const = default;
};

// Puts on the watch list what is not there yet, in its normal form.
struct WatchRecord {
  Identifier watched;  // as WatchList::add() takes it
  bool operator==(const WatchRecord&) const = default;
};

struct UnwatchRecord {
  Identifier watched;  // as in WatchRecord
  bool operator==(const UnwatchRecord&) const = default;
};

// Asks for as much of the watch list as one reply holds.
struct WatchQuery {
  std::int64_t from = 0;  // 0, or a page's `next`
  bool operator==(const WatchQuery&) const = default;
};

// Asks what was seen of one watch.
struct SeenQuery {
  Identifier watched;  // as in WatchRecord
  bool operator==(const SeenQuery&) const = default;
};

// Asks what lists held of a watched folder's pictures when they were last compared; answered as SeenQuery, without a
// day.
struct FoundQuery {
  Identifier watched;  // as in WatchRecord, and a folder
  bool operator==(const FoundQuery&) const = default;
};

// What was seen of one watch today.
struct SeenRecord {
  Identifier watched;  // as in WatchRecord
  std::string generation;
  std::vector<ListCount> counts;  // at most kMaxWatchLists
  bool operator==(const SeenRecord&) const = default;
};

// Notes a removal request as drafted; answered by it.
struct NewRequestRecord {
  std::string dataset;
  Letter letter{};
  std::string day;
  bool operator==(const NewRequestRecord&) const = default;
};

// Notes what became of one; answered by it.
struct MarkRequestRecord {
  std::int64_t number = 0;
  RequestState state{};
  std::string day;
  bool operator==(const MarkRequestRecord&) const = default;
};

// Takes over one that was kept elsewhere; its `due` is not carried.
struct KeepRequestRecord {
  RemovalRequest request;
  bool operator==(const KeepRequestRecord&) const = default;
};

// Asks for as many removal requests as one reply holds.
struct RequestQuery {
  std::int64_t from = 0;  // 0, or a page's `next`
  bool operator==(const RequestQuery&) const = default;
};

// Has the lists brought up to date, if that is due; like the next two answered by how far a sync is.
struct SyncDueRecord {
  bool operator==(const SyncDueRecord&) const = default;
};

// Has the feed asked for its packs.
struct SyncListRecord {
  bool operator==(const SyncListRecord&) const = default;
};

// Chooses packs, and has the lists brought up to date.
struct SyncPacksRecord {
  std::vector<std::string> packs;  // at most kMaxOfferedPacks
  bool operator==(const SyncPacksRecord&) const = default;
};

// Asks how far it is.
struct SyncQuery {
  bool operator==(const SyncQuery&) const = default;
};

// Asks what the organisation is told.
struct EventsQuery {
  bool operator==(const EventsQuery&) const = default;
};

// Asks where this program is, and how browsers find it.
struct PlacesQuery {
  bool operator==(const PlacesQuery&) const = default;
};

// Has the public lists loaded; answered by how far that is.
struct ImportRecord {
  bool operator==(const ImportRecord&) const = default;
};

// Asks how far it is.
struct ImportQuery {
  bool operator==(const ImportQuery&) const = default;
};

using BrokerRecord =
    std::variant<CountRecord, SiteHealthQuery, WatchRecord, UnwatchRecord, WatchQuery, NewRequestRecord,
                 MarkRequestRecord, KeepRequestRecord, RequestQuery, SeenQuery, FoundQuery, SeenRecord, SyncDueRecord,
                 SyncListRecord, SyncPacksRecord, SyncQuery, EventsQuery, PlacesQuery, ImportRecord, ImportQuery>;

struct Places {
  std::string host;  // at most kMaxPlaceBytes, like each path
  std::string data;
  std::vector<BrowserManifest> browsers;  // at most kMaxBrowsers
  bool operator==(const Places&) const = default;
};

inline constexpr std::size_t kMaxPlaceBytes = 224;  // a longer path is left out
inline constexpr std::size_t kMaxTitleBytes = 80;
inline constexpr std::size_t kMaxBrowsers = 8;  // PlacesReply.browsers has room for them

struct EventsTold {
  bool is_on = false;
  std::string waiting;  // at most kMaxEventText, like the next
  SentReport sent;
  bool operator==(const EventsTold&) const = default;
};

struct BrokerReply {
  std::optional<ErrorCode> failure;
  std::vector<SiteHealth> sites;
  WatchPage watches{};
  RequestPage requests{};
  WatchSeen seen{};
  ImportProgress import{};
  SyncProgress sync{};
  Places places{};
  EventsTold events{};
  bool operator==(const BrokerReply&) const = default;
};

// What one reply holds of the watch list, or of the requests.
inline constexpr std::size_t kWatchPageBytes = 3072;
inline constexpr std::size_t kRequestsAPage = 24;

// A record or reply under the number by which a late reply is told from the awaited one.
template <class Body>
struct Numbered {
  std::uint32_t number = 0;
  Body body;
};

[[nodiscard]] std::vector<std::byte> encode(const Numbered<BrokerRecord>& record);
[[nodiscard]] std::vector<std::byte> encode(const Numbered<BrokerReply>& reply);

// Errors: bad_request, for anything that encode() does not write and for numbers outside the protocol's bounds.
[[nodiscard]] Result<Numbered<BrokerRecord>> decode_record(std::span<const std::byte> bytes);
[[nodiscard]] Result<Numbered<BrokerReply>> decode_reply(std::span<const std::byte> bytes);

}  // namespace bycatch
