#include "broker_record.h"

#include <cstring>
#include <type_traits>

namespace bycatch {

namespace {

constexpr std::int64_t kMaxCount = 1'000'000;            // CountRequest
constexpr std::int64_t kMaxSum = 9'007'199'254'740'991;  // Count
constexpr std::size_t kMaxSites = 8;                     // StatusReply.sites
constexpr std::uint8_t kDone = 0xff;                     // in place of an error code

enum class Kind : std::uint8_t { count, site_health };

template <class T>
void put(std::vector<std::byte>& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  const std::size_t before = out.size();
  out.resize(before + sizeof value);  // insert() of a range makes g++ 12 see an overflow that is not there
  std::memcpy(out.data() + before, &value, sizeof value);
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
}

void put_body(std::vector<std::byte>& out, const SiteHealthQuery&) {
  put(out, Kind::site_health);
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
  put(out, reply.body.failure ? static_cast<std::uint8_t>(*reply.body.failure) : kDone);
  for (const SiteHealth& site : reply.body.sites) {
    put(out, static_cast<std::uint8_t>(site.platform));
    put(out, site.seen);
    put(out, site.identified);
  }
  return out;
}

Result<Numbered<BrokerRecord>> decode_record(std::span<const std::byte> bytes) {
  Reader reader(bytes);
  Numbered<BrokerRecord> record{reader.take<std::uint32_t>(), SiteHealthQuery{}};
  const auto kind = reader.take<Kind>();
  if (kind == Kind::count) {
    CountRecord count;
    count.platform = static_cast<Platform>(reader.take<std::uint8_t>());
    count.seen = reader.take<std::int64_t>();
    count.identified = reader.take<std::int64_t>();
    if (!is_word(count.platform) || count.identified < 0 || count.identified > count.seen || count.seen > kMaxCount) {
      return fail(ErrorCode::bad_request, "count record");
    }
    record.body = count;
  } else if (kind != Kind::site_health) {
    return fail(ErrorCode::bad_request, "kind of record");
  }
  if (!reader.ended_well()) return fail(ErrorCode::bad_request, "length of record");
  return record;
}

Result<Numbered<BrokerReply>> decode_reply(std::span<const std::byte> bytes) {
  constexpr std::size_t kSiteBytes = 1 + 8 + 8;
  Reader reader(bytes);
  Numbered<BrokerReply> reply{reader.take<std::uint32_t>(), {}};
  const auto code = reader.take<std::uint8_t>();
  if (code != kDone) {
    reply.body.failure = static_cast<ErrorCode>(code);
    if (!is_word(*reply.body.failure)) return fail(ErrorCode::bad_request, "code of reply");
  }
  const std::size_t head_bytes = sizeof reply.number + sizeof code;
  const std::size_t sites = bytes.size() < head_bytes ? 0 : (bytes.size() - head_bytes) / kSiteBytes;
  if (sites > kMaxSites) return fail(ErrorCode::bad_request, "sites of reply");
  for (std::size_t at = 0; at < sites; ++at) {
    SiteHealth site;
    site.platform = static_cast<Platform>(reader.take<std::uint8_t>());
    site.seen = reader.take<std::int64_t>();
    site.identified = reader.take<std::int64_t>();
    const auto is_sum = [](std::int64_t value) { return value >= 0 && value <= kMaxSum; };
    if (!is_word(site.platform) || !is_sum(site.seen) || !is_sum(site.identified)) {
      return fail(ErrorCode::bad_request, "site of reply");
    }
    reply.body.sites.push_back(site);
  }
  if (!reader.ended_well()) return fail(ErrorCode::bad_request, "length of reply");
  return reply;
}

}  // namespace bycatch
