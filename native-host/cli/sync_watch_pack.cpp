#include "sync_watch_pack.h"

#include <chrono>

#include "durable_file.h"
#include "text_sink.h"
#include "watch_pack.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxWatchKeyBytes = 4096;
constexpr long kFound = 200;

Result<std::string> pack_bytes(const std::string& place, const HttpRules& rules) {
  if (place.starts_with('/')) {
    return read_small_file(place, kMaxWatchPackBytes);
  }
  HttpClient client(rules);
  TextSink sink;
  HttpRequest request;
  request.url = place;
  request.max_bytes = kMaxWatchPackBytes;
  const auto reply = client.get(request, sink);
  if (!reply) {
    return std::unexpected(reply.error());
  }
  if (reply->status != kFound) {
    return fail(ErrorCode::http_status, "status " + std::to_string(reply->status));
  }
  return sink.take();
}

Status take_pack(const SystemPolicy& policy, const std::string& key, const std::filesystem::path& file,
                 const HttpRules& rules) {
  const auto bytes = pack_bytes(policy.watch_pack, rules);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto pack = open_watch_pack(*bytes, key, today);
  if (!pack) {
    return std::unexpected(pack.error());
  }
  const auto held_bytes = read_small_file(file, kMaxWatchPackBytes);
  const auto held = held_bytes ? parse_watch_pack(*held_bytes) : std::unexpected(held_bytes.error());
  if (held && held->version > pack->version) {
    return fail(ErrorCode::rollback,
                "version " + std::to_string(pack->version) + " after " + std::to_string(held->version));
  }
  return held_bytes && *held_bytes == *bytes ? Status() : replace_file(file, *bytes);
}

}  // namespace

Result<std::string> read_watch_pack_key(const SystemPolicy& policy) {
  return policy.watch_pack_key.empty() ? Result<std::string>("")
                                       : read_small_file(policy.watch_pack_key, kMaxWatchKeyBytes);
}

void load_watch_pack(Output& output, const SystemPolicy& policy, const std::string& key,
                     const std::filesystem::path& data_folder, const HttpRules& rules) {
  const std::filesystem::path file = watch_pack_file(data_folder);
  if (policy.watch_pack.empty()) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return;
  }
  if (const Status taken = take_pack(policy, key, file, rules); !taken) {
    output.note("the watch pack was not taken: " + std::string(to_string(taken.error().code)) + " (" +
                taken.error().detail + ")");
  }
}

}  // namespace bycatch
