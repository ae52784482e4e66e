#include "broker_record.h"

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "dataset_word.h"
#include "message_socket.h"
#include "utc_date.h"

namespace bycatch {

namespace {

constexpr std::int64_t kMaxCount = 1'000'000;            // CountRequest
constexpr std::int64_t kMaxSum = 9'007'199'254'740'991;  // Count
constexpr std::size_t kMaxSites = 8;                     // StatusReply.sites
constexpr std::uint8_t kDone = 0xff;                     // in place of an error code
constexpr std::size_t kDayBytes = 10;
constexpr std::size_t kMaxDatasetBytes = 64;
constexpr std::size_t kMaxGenerationBytes = 256;

// Platform, kind, and two texts with their lengths.
static_assert(WatchList::cost_bytes(0) == 1 + 1 + 2 + 2 + kDayBytes);
static_assert(kMaxSites * 17 + kWatchPageBytes + 32 <= MessageSocket::kMaxMessageBytes);
static_assert(kWatchPageBytes / WatchList::cost_bytes(1) < 256, "their number is one byte");

// Numbers, words, the dataset and three days, with their lengths.
constexpr std::size_t kMaxRequestRecordBytes = 8 + 1 + 1 + 2 + kMaxDatasetBytes + 3 * (2 + kDayBytes);
static_assert(kMaxWatchLists * (2 + kMaxDatasetBytes + 8) + kMaxGenerationBytes <= kWatchPageBytes);
static_assert(kMaxOfferedPacks * (2 + kMaxDatasetBytes + 2 + kMaxPackTitle + 17) <= kWatchPageBytes);
static_assert((2 + kMaxBrowsers) * (2 + kMaxPlaceBytes) + kMaxBrowsers * (2 + kMaxTitleBytes + 1) <= kWatchPageBytes);
static_assert(2 * (2 + kMaxEventText) + 16 <= kWatchPageBytes + 32);
static_assert(kRequestsAPage * kMaxRequestRecordBytes <= kWatchPageBytes, "a reply holds either, not both");

enum class Kind : std::uint8_t {
  count,
  site_health,
  watch,
  unwatch,
  watches,
  new_request,
  mark_request,
  keep_request,
  requests,
  seen,
  found,
  set_seen,
  sync_due,
  sync_list,
  sync_packs,
  sync_progress,
  events,
  places,
  import_public,
  import_progress
};

template <class T>
void put(std::vector<std::byte>& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  const std::size_t before = out.size();
  out.resize(before + sizeof value);  // insert() of a range makes g++ 12 see an overflow that is not there
  std::memcpy(out.data() + before, &value, sizeof value);
}

void put_text(std::vector<std::byte>& out, std::string_view text) {
  put(out, static_cast<std::uint16_t>(text.size()));
  for (const char byte : text) out.push_back(static_cast<std::byte>(byte));
}

// Takes values off the front; once one was missing, everything after it is too.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class T>
  T take() {
    T value{};
    if (bytes_.size() < sizeof value) {
      is_short_ = true;
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_ = bytes_.subspan(sizeof value);
    return value;
  }

  // Nothing when it is longer than `max_bytes`.
  std::string take_text(std::size_t max_bytes) {
    const auto size = take<std::uint16_t>();
    if (is_short_ || size > max_bytes || size > bytes_.size()) {
      is_short_ = true;
      return {};
    }
    std::string text(size, '\0');
    if (size != 0) std::memcpy(text.data(), bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
    return text;
  }

  [[nodiscard]] bool ended_well() const { return !is_short_ && bytes_.empty(); }

 private:
  std::span<const std::byte> bytes_;
  bool is_short_ = false;
};

bool is_word(auto value) {
  return !to_string(value).empty();
}

void put_body(std::vector<std::byte>& out, const CountRecord& record) {
  put(out, Kind::count);
  put(out, static_cast<std::uint8_t>(record.platform));
  put(out, record.seen);
  put(out, record.identified);
  const EventSums& events = record.events;
  for (const std::int64_t sum : {events.checked, events.listed, events.warned, events.posted_anyway, events.blocked}) {
    put(out, sum);
  }
}

void put_body(std::vector<std::byte>& out, const SiteHealthQuery&) {
  put(out, Kind::site_health);
}

void put_watched(std::vector<std::byte>& out, const Identifier& watched) {
  put(out, static_cast<std::uint8_t>(watched.platform));
  put(out, static_cast<std::uint8_t>(watched.kind));
  put_text(out, watched.id);
}

Result<Identifier> take_watched(Reader& reader) {
  Identifier watched;
  watched.platform = static_cast<Platform>(reader.take<std::uint8_t>());
  watched.kind = static_cast<IdentifierKind>(reader.take<std::uint8_t>());
  watched.id = reader.take_text(kMaxWatchBytes);
  const bool is_kind = watched.kind == IdentifierKind::tag || watched.kind == IdentifierKind::account;
  if (!is_word(watched.platform) || watched.id.empty() || (!is_kind && !is_folder(watched)))
    return fail(ErrorCode::bad_request, "watch");
  return watched;
}

void put_body(std::vector<std::byte>& out, const WatchRecord& record) {
  put(out, Kind::watch);
  put_watched(out, record.watched);
}

void put_body(std::vector<std::byte>& out, const UnwatchRecord& record) {
  put(out, Kind::unwatch);
  put_watched(out, record.watched);
}

void put_body(std::vector<std::byte>& out, const WatchQuery& query) {
  put(out, Kind::watches);
  put(out, query.from);
}

void put_request(std::vector<std::byte>& out, const RemovalRequest& request) {
  put(out, request.number);
  put_text(out, request.dataset);
  put(out, static_cast<std::uint8_t>(request.letter));
  put(out, static_cast<std::uint8_t>(request.state));
  put_text(out, request.created);
  put_text(out, request.sent.value_or(""));
  put_text(out, request.changed);
}

void put_body(std::vector<std::byte>& out, const NewRequestRecord& record) {
  put(out, Kind::new_request);
  put_text(out, record.dataset);
  put(out, static_cast<std::uint8_t>(record.letter));
  put_text(out, record.day);
}

void put_body(std::vector<std::byte>& out, const MarkRequestRecord& record) {
  put(out, Kind::mark_request);
  put(out, record.number);
  put(out, static_cast<std::uint8_t>(record.state));
  put_text(out, record.day);
}

void put_body(std::vector<std::byte>& out, const KeepRequestRecord& record) {
  put(out, Kind::keep_request);
  put_request(out, record.request);
}

void put_body(std::vector<std::byte>& out, const RequestQuery& query) {
  put(out, Kind::requests);
  put(out, query.from);
}

void put_counts(std::vector<std::byte>& out, const std::vector<ListCount>& counts) {
  put(out, static_cast<std::uint8_t>(counts.size()));
  for (const ListCount& count : counts) {
    put_text(out, count.dataset);
    put(out, count.photos);
  }
}

void put_body(std::vector<std::byte>& out, const SeenQuery& query) {
  put(out, Kind::seen);
  put_watched(out, query.watched);
}

void put_body(std::vector<std::byte>& out, const FoundQuery& query) {
  put(out, Kind::found);
  put_watched(out, query.watched);
}

void put_body(std::vector<std::byte>& out, const SeenRecord& record) {
  put(out, Kind::set_seen);
  put_watched(out, record.watched);
  put_text(out, record.generation);
  put_counts(out, record.counts);
}

void put_body(std::vector<std::byte>& out, const SyncDueRecord&) {
  put(out, Kind::sync_due);
}

void put_body(std::vector<std::byte>& out, const SyncListRecord&) {
  put(out, Kind::sync_list);
}

void put_body(std::vector<std::byte>& out, const SyncPacksRecord& record) {
  put(out, Kind::sync_packs);
  put(out, static_cast<std::uint8_t>(record.packs.size()));
  for (const std::string& pack : record.packs) put_text(out, pack);
}

void put_body(std::vector<std::byte>& out, const SyncQuery&) {
  put(out, Kind::sync_progress);
}

void put_body(std::vector<std::byte>& out, const EventsQuery&) {
  put(out, Kind::events);
}

void put_body(std::vector<std::byte>& out, const PlacesQuery&) {
  put(out, Kind::places);
}

void put_body(std::vector<std::byte>& out, const ImportRecord&) {
  put(out, Kind::import_public);
}

void put_body(std::vector<std::byte>& out, const ImportQuery&) {
  put(out, Kind::import_progress);
}

void put_code(std::vector<std::byte>& out, const std::optional<ErrorCode>& code) {
  put(out, code ? static_cast<std::uint8_t>(*code) : kDone);
}

Result<std::vector<ListCount>> take_counts(Reader& reader) {
  const auto size = reader.take<std::uint8_t>();
  if (size > kMaxWatchLists) return fail(ErrorCode::bad_request, "lists of a watch");
  std::vector<ListCount> counts;
  for (std::size_t at = 0; at < size; ++at) {
    ListCount& count = counts.emplace_back();
    count.dataset = reader.take_text(kMaxDatasetBytes);
    count.photos = reader.take<std::int64_t>();
    if (!is_dataset_word(count.dataset) || count.photos < 0 || count.photos > kMaxSum) {
      return fail(ErrorCode::bad_request, "photos of a watch");
    }
  }
  return counts;
}

Result<BrokerRecord> take_set_seen(Reader& reader) {
  auto watched = take_watched(reader);
  if (!watched) return std::unexpected(std::move(watched.error()));
  SeenRecord record{std::move(*watched), reader.take_text(kMaxGenerationBytes), {}};
  if (record.generation.empty()) return fail(ErrorCode::bad_request, "generation of a watch");
  auto counts = take_counts(reader);
  if (!counts) return std::unexpected(std::move(counts.error()));
  record.counts = std::move(*counts);
  return record;
}

// Whether the dataset is one by its form is the store's to say.
Result<RemovalRequest> take_request(Reader& reader) {
  RemovalRequest request;
  request.number = reader.take<std::int64_t>();
  request.dataset = reader.take_text(kMaxDatasetBytes);
  request.letter = static_cast<Letter>(reader.take<std::uint8_t>());
  request.state = static_cast<RequestState>(reader.take<std::uint8_t>());
  request.created = reader.take_text(kDayBytes);
  if (std::string sent = reader.take_text(kDayBytes); !sent.empty()) request.sent = std::move(sent);
  request.changed = reader.take_text(kDayBytes);
  const bool are_days = parse_utc_date(request.created) && parse_utc_date(request.changed) &&
                        (!request.sent || parse_utc_date(*request.sent));
  if (request.number < 1 || !is_word(request.letter) || !is_word(request.state) || !are_days) {
    return fail(ErrorCode::bad_request, "removal request");
  }
  return request;
}

Result<BrokerRecord> take_new_request(Reader& reader) {
  NewRequestRecord record;
  record.dataset = reader.take_text(kMaxDatasetBytes);
  record.letter = static_cast<Letter>(reader.take<std::uint8_t>());
  record.day = reader.take_text(kDayBytes);
  if (!is_word(record.letter) || !parse_utc_date(record.day)) return fail(ErrorCode::bad_request, "new request");
  return record;
}

Result<BrokerRecord> take_mark_request(Reader& reader) {
  MarkRequestRecord record;
  record.number = reader.take<std::int64_t>();
  record.state = static_cast<RequestState>(reader.take<std::uint8_t>());
  record.day = reader.take_text(kDayBytes);
  if (record.number < 1 || !is_word(record.state) || !parse_utc_date(record.day)) {
    return fail(ErrorCode::bad_request, "mark of a request");
  }
  return record;
}

Result<BrokerRecord> take_keep_request(Reader& reader) {
  auto request = take_request(reader);
  if (!request) return std::unexpected(std::move(request.error()));
  return KeepRequestRecord{std::move(*request)};
}

Result<BrokerRecord> take_count(Reader& reader) {
  CountRecord count;
  count.platform = static_cast<Platform>(reader.take<std::uint8_t>());
  count.seen = reader.take<std::int64_t>();
  count.identified = reader.take<std::int64_t>();
  EventSums& events = count.events;
  bool are_sums = true;
  for (std::int64_t* sum : {&events.checked, &events.listed, &events.warned, &events.posted_anyway, &events.blocked}) {
    *sum = reader.take<std::int64_t>();
    are_sums = are_sums && *sum >= 0 && *sum <= kMaxCount;
  }
  if (!are_sums || !is_word(count.platform) || count.identified < 0 || count.identified > count.seen ||
      count.seen > kMaxCount) {
    return fail(ErrorCode::bad_request, "count record");
  }
  return count;
}

Result<BrokerRecord> take_sync_packs(Reader& reader) {
  const auto size = reader.take<std::uint8_t>();
  if (size > kMaxOfferedPacks) return fail(ErrorCode::bad_request, "packs of a sync");
  SyncPacksRecord record;
  for (std::size_t at = 0; at < size; ++at) {
    record.packs.push_back(reader.take_text(kMaxDatasetBytes));
    // It becomes an argument: nothing but a word.
    if (!is_dataset_word(record.packs.back())) return fail(ErrorCode::bad_request, "pack of a sync");
  }
  return record;
}

template <class Record>
Result<BrokerRecord> take_watch(Reader& reader) {
  auto watched = take_watched(reader);
  if (!watched) return std::unexpected(std::move(watched.error()));
  return Record{std::move(*watched)};
}

template <class Query>
Result<BrokerRecord> take_query(Reader& reader) {
  const Query query{reader.take<std::int64_t>()};
  if (query.from < 0) return fail(ErrorCode::bad_request, "start of a page");
  return query;
}

Result<BrokerRecord> take_record(Reader& reader) {
  switch (reader.take<Kind>()) {
    case Kind::count:
      return take_count(reader);
    case Kind::site_health:
      return SiteHealthQuery{};
    case Kind::watch:
      return take_watch<WatchRecord>(reader);
    case Kind::unwatch:
      return take_watch<UnwatchRecord>(reader);
    case Kind::watches:
      return take_query<WatchQuery>(reader);
    case Kind::new_request:
      return take_new_request(reader);
    case Kind::mark_request:
      return take_mark_request(reader);
    case Kind::keep_request:
      return take_keep_request(reader);
    case Kind::requests:
      return take_query<RequestQuery>(reader);
    case Kind::seen:
      return take_watch<SeenQuery>(reader);
    case Kind::found:
      return take_watch<FoundQuery>(reader);
    case Kind::set_seen:
      return take_set_seen(reader);
    case Kind::sync_due:
      return SyncDueRecord{};
    case Kind::sync_list:
      return SyncListRecord{};
    case Kind::sync_packs:
      return take_sync_packs(reader);
    case Kind::sync_progress:
      return SyncQuery{};
    case Kind::events:
      return EventsQuery{};
    case Kind::places:
      return PlacesQuery{};
    case Kind::import_public:
      return ImportRecord{};
    case Kind::import_progress:
      return ImportQuery{};
  }
  return fail(ErrorCode::bad_request, "kind of record");
}

Status take_code(Reader& reader, std::optional<ErrorCode>& out) {
  const auto code = reader.take<std::uint8_t>();
  if (code == kDone) return {};
  out = static_cast<ErrorCode>(code);
  return is_word(*out) ? Status() : fail(ErrorCode::bad_request, "code of reply");
}

Status take_import(Reader& reader, ImportProgress& progress) {
  progress.state = static_cast<RunState>(reader.take<std::uint8_t>());
  progress.done = reader.take<std::int64_t>();
  progress.whole = reader.take<std::int64_t>();
  if (!is_word(progress.state) || progress.done < 0 || progress.done > kMaxSum || progress.whole < 0 ||
      progress.whole > kMaxSum) {
    return fail(ErrorCode::bad_request, "import of reply");
  }
  return take_code(reader, progress.code);
}

Status take_sync(Reader& reader, SyncProgress& progress) {
  progress.state = static_cast<RunState>(reader.take<std::uint8_t>());
  progress.done = reader.take<std::int64_t>();
  progress.whole = reader.take<std::int64_t>();
  const auto is_sum = [](std::int64_t value) { return value >= 0 && value <= kMaxSum; };
  if (!is_word(progress.state) || !is_sum(progress.done) || !is_sum(progress.whole)) {
    return fail(ErrorCode::bad_request, "sync of reply");
  }
  if (const Status code = take_code(reader, progress.code); !code) return code;
  const auto size = reader.take<std::uint8_t>();
  if (size > kMaxOfferedPacks) return fail(ErrorCode::bad_request, "packs of reply");
  for (std::size_t at = 0; at < size; ++at) {
    OfferedPack& pack = progress.packs.emplace_back();
    pack.id = reader.take_text(kMaxDatasetBytes);
    pack.title = reader.take_text(kMaxPackTitle);
    const auto is_chosen = reader.take<std::uint8_t>();
    pack.chosen = is_chosen == 1;
    pack.keys = reader.take<std::int64_t>();
    pack.size_bytes = reader.take<std::int64_t>();
    if (!is_dataset_word(pack.id) || is_chosen > 1 || !is_sum(pack.keys) || !is_sum(pack.size_bytes)) {
      return fail(ErrorCode::bad_request, "pack of reply");
    }
  }
  const auto is_managed = reader.take<std::uint8_t>();
  progress.is_managed = is_managed == 1;
  return is_managed <= 1 ? Status() : fail(ErrorCode::bad_request, "who chose the packs of reply");
}

Status take_places(Reader& reader, Places& places) {
  places.host = reader.take_text(kMaxPlaceBytes);
  places.data = reader.take_text(kMaxPlaceBytes);
  const auto size = reader.take<std::uint8_t>();
  if (size > kMaxBrowsers) return fail(ErrorCode::bad_request, "browsers of reply");
  for (std::size_t at = 0; at < size; ++at) {
    BrowserManifest& browser = places.browsers.emplace_back();
    browser.browser = reader.take_text(kMaxTitleBytes);
    browser.state = static_cast<ManifestState>(reader.take<std::uint8_t>());
    if (std::string file = reader.take_text(kMaxPlaceBytes); !file.empty()) browser.file = std::move(file);
    if (!is_word(browser.state)) return fail(ErrorCode::bad_request, "manifest of reply");
  }
  return {};
}

Status take_events(Reader& reader, EventsTold& events) {
  const auto is_on = reader.take<std::uint8_t>();
  events.is_on = is_on == 1;
  events.waiting = reader.take_text(kMaxEventText);
  events.sent.body = reader.take_text(kMaxEventText);
  events.sent.at = reader.take<std::int64_t>();
  const bool is_time = events.sent.at >= 0 && events.sent.at <= kMaxSum;
  return is_on <= 1 && is_time ? Status() : fail(ErrorCode::bad_request, "events of reply");
}

Status take_sites(Reader& reader, std::vector<SiteHealth>& sites) {
  const auto count = reader.take<std::uint8_t>();
  if (count > kMaxSites) return fail(ErrorCode::bad_request, "sites of reply");
  for (std::size_t at = 0; at < count; ++at) {
    SiteHealth site;
    site.platform = static_cast<Platform>(reader.take<std::uint8_t>());
    site.seen = reader.take<std::int64_t>();
    site.identified = reader.take<std::int64_t>();
    const auto is_sum = [](std::int64_t value) { return value >= 0 && value <= kMaxSum; };
    if (!is_word(site.platform) || !is_sum(site.seen) || !is_sum(site.identified)) {
      return fail(ErrorCode::bad_request, "site of reply");
    }
    sites.push_back(site);
  }
  return {};
}

Status take_watches(Reader& reader, WatchPage& page) {
  const auto count = reader.take<std::uint8_t>();
  for (std::size_t at = 0; at < count; ++at) {
    auto watched = take_watched(reader);
    if (!watched) return std::unexpected(std::move(watched.error()));
    std::string since = reader.take_text(kDayBytes);
    if (!parse_utc_date(since)) return fail(ErrorCode::bad_request, "day of a watch");
    page.watches.push_back({watched->platform, watched->kind, std::move(watched->id), std::move(since)});
  }
  page.next = reader.take<std::int64_t>();
  return page.next >= 0 ? Status() : fail(ErrorCode::bad_request, "start of the next page");
}

Status take_seen(Reader& reader, WatchSeen& seen) {
  seen.generation = reader.take_text(kMaxGenerationBytes);
  seen.day = reader.take_text(kDayBytes);
  if (!seen.day.empty() && !parse_utc_date(seen.day)) return fail(ErrorCode::bad_request, "day of a watch");
  auto counts = take_counts(reader);
  if (!counts) return std::unexpected(std::move(counts.error()));
  seen.counts = std::move(*counts);
  return {};
}

Status take_requests(Reader& reader, RequestPage& page) {
  const auto count = reader.take<std::uint8_t>();
  if (count > kRequestsAPage) return fail(ErrorCode::bad_request, "requests of reply");
  for (std::size_t at = 0; at < count; ++at) {
    auto request = take_request(reader);
    if (!request) return std::unexpected(std::move(request.error()));
    page.requests.push_back(std::move(*request));
  }
  page.next = reader.take<std::int64_t>();
  return page.next >= 0 ? Status() : fail(ErrorCode::bad_request, "start of the next page");
}

}  // namespace

std::vector<std::byte> encode(const Numbered<BrokerRecord>& record) {
  std::vector<std::byte> out;
  put(out, record.number);
  std::visit([&](const auto& body) { put_body(out, body); }, record.body);
  return out;
}

std::vector<std::byte> encode(const Numbered<BrokerReply>& reply) {
  std::vector<std::byte> out;
  put(out, reply.number);
  put_code(out, reply.body.failure);
  put(out, static_cast<std::uint8_t>(reply.body.sites.size()));
  for (const SiteHealth& site : reply.body.sites) {
    put(out, static_cast<std::uint8_t>(site.platform));
    put(out, site.seen);
    put(out, site.identified);
  }
  put(out, static_cast<std::uint8_t>(reply.body.watches.watches.size()));
  for (const Watch& watch : reply.body.watches.watches) {
    put_watched(out, {watch.platform, watch.kind, watch.id});
    put_text(out, watch.since);
  }
  put(out, reply.body.watches.next);
  put(out, static_cast<std::uint8_t>(reply.body.requests.requests.size()));
  for (const RemovalRequest& request : reply.body.requests.requests) put_request(out, request);
  put(out, reply.body.requests.next);
  put_text(out, reply.body.seen.generation);
  put_text(out, reply.body.seen.day);
  put_counts(out, reply.body.seen.counts);
  put(out, static_cast<std::uint8_t>(reply.body.import.state));
  put(out, reply.body.import.done);
  put(out, reply.body.import.whole);
  put_code(out, reply.body.import.code);
  put(out, static_cast<std::uint8_t>(reply.body.sync.state));
  put(out, reply.body.sync.done);
  put(out, reply.body.sync.whole);
  put_code(out, reply.body.sync.code);
  put(out, static_cast<std::uint8_t>(reply.body.sync.packs.size()));
  for (const OfferedPack& pack : reply.body.sync.packs) {
    put_text(out, pack.id);
    put_text(out, pack.title);
    put(out, static_cast<std::uint8_t>(pack.chosen ? 1 : 0));
    put(out, pack.keys);
    put(out, pack.size_bytes);
  }
  put(out, static_cast<std::uint8_t>(reply.body.sync.is_managed ? 1 : 0));
  put_text(out, reply.body.places.host);
  put_text(out, reply.body.places.data);
  put(out, static_cast<std::uint8_t>(reply.body.places.browsers.size()));
  for (const BrowserManifest& browser : reply.body.places.browsers) {
    put_text(out, browser.browser);
    put(out, static_cast<std::uint8_t>(browser.state));
    put_text(out, browser.file.value_or(""));
  }
  put(out, static_cast<std::uint8_t>(reply.body.events.is_on ? 1 : 0));
  put_text(out, reply.body.events.waiting);
  put_text(out, reply.body.events.sent.body);
  put(out, reply.body.events.sent.at);
  return out;
}

Result<Numbered<BrokerRecord>> decode_record(std::span<const std::byte> bytes) {
  Reader reader(bytes);
  const auto number = reader.take<std::uint32_t>();
  auto body = take_record(reader);
  if (!body) return std::unexpected(std::move(body.error()));
  if (!reader.ended_well()) return fail(ErrorCode::bad_request, "length of record");
  return Numbered<BrokerRecord>{number, std::move(*body)};
}

Result<Numbered<BrokerReply>> decode_reply(std::span<const std::byte> bytes) {
  Reader reader(bytes);
  Numbered<BrokerReply> reply{reader.take<std::uint32_t>(), {}};
  Status taken = take_code(reader, reply.body.failure);
  if (taken) taken = take_sites(reader, reply.body.sites);
  if (taken) taken = take_watches(reader, reply.body.watches);
  if (taken) taken = take_requests(reader, reply.body.requests);
  if (taken) taken = take_seen(reader, reply.body.seen);
  if (taken) taken = take_import(reader, reply.body.import);
  if (taken) taken = take_sync(reader, reply.body.sync);
  if (taken) taken = take_places(reader, reply.body.places);
  if (taken) taken = take_events(reader, reply.body.events);
  if (!taken) return std::unexpected(std::move(taken.error()));
  if (!reader.ended_well()) return fail(ErrorCode::bad_request, "length of reply");
  return reply;
}

}  // namespace bycatch
