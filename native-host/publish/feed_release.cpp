#include "feed_release.h"

#include <algorithm>

#include "canonical_json.h"
#include "envelope.h"
#include "feed_hash.h"
#include "json_field.h"
#include "utc_time.h"

namespace bycatch {
namespace {

using nlohmann::json;

constexpr const char* kSpecVersion = "1.0.34";
// So many states stay whole: a client that began with one of them can end with it.
constexpr std::size_t kStatesKept = 3;

json announced(const std::string& text, std::int64_t version) {
  return {{"version", version}, {"length", text.size()}, {"hashes", {{std::string(kSha256), sha256_hex(text)}}}};
}

std::int64_t announced_version(const json& body, const char* file) {
  return number_field(field_of(field_of(body, "meta"), file), "version");
}

Result<Envelope> read_envelope(const FeedFolder& feed, FeedRole role, std::int64_t version) {
  const auto text = feed.read(role, version);
  return text ? open_envelope(*text, text->size()) : std::unexpected(text.error());
}

class Releaser {
 public:
  Releaser(const FeedFolder& feed, const Signers& signers, const PublishSettings& settings,
           std::chrono::sys_seconds now, const ReleaseWish& wish, const FeedState& state)
      : feed_(feed), signers_(signers), settings_(settings), now_(now), wish_(wish), state_(state) {}

  Result<Released> run() {
    Status done = put_targets();
    if (done) done = put_snapshot();
    if (done && wish_.root) done = put_root();
    if (done) done = put_timestamp();
    if (!done) return std::unexpected(done.error());
    forget_old();
    return std::move(released_);
  }

 private:
  [[nodiscard]] bool is_due(const json& body, FeedRole role) const {
    const auto expires = parse_utc_time(text_field(body, "expires"));
    return body.is_null() || !expires || *expires - now_ < settings_.period(role) / 2 ||
           !state_.signers.at(role).contains(signers_.at(role).front().id());
  }

  Result<std::string> put(FeedRole role, json body) {
    const auto text = signed_text(body, signers_.at(role));
    if (!text) return text;
    const std::int64_t version = body["version"];
    released_.versions[role] = version;
    const Status written = feed_.put(role, version, *text);
    return written ? text : std::unexpected(written.error());
  }

  [[nodiscard]] json next(FeedRole role) const {
    return metadata_body(role, state_.version(role) + 1, now_ + settings_.period(role));
  }

  Status put_targets() {
    const json& old = field_of(state_.targets, "targets");
    const json& wanted = wish_.targets ? *wish_.targets : old;
    released_.has_new_targets = wanted != old || state_.targets.is_null();
    released_.versions[FeedRole::targets] = state_.version(FeedRole::targets);
    targets_meta_ = field_of(field_of(state_.snapshot, "meta"), "targets.json");
    if (!released_.has_new_targets && !is_due(state_.targets, FeedRole::targets)) return {};
    json body = next(FeedRole::targets);
    body["targets"] = wanted.is_null() ? json::object() : wanted;
    const auto text = put(FeedRole::targets, body);
    if (!text) return std::unexpected(text.error());
    targets_meta_ = announced(*text, body["version"]);
    return {};
  }

  Status put_snapshot() {
    const json& old = field_of(field_of(state_.snapshot, "meta"), "targets.json");
    snapshot_meta_ = field_of(field_of(state_.timestamp, "meta"), "snapshot.json");
    released_.versions[FeedRole::snapshot] = state_.version(FeedRole::snapshot);
    if (targets_meta_ == old && !is_due(state_.snapshot, FeedRole::snapshot)) return {};
    json body = next(FeedRole::snapshot);
    body["meta"]["targets.json"] = targets_meta_;
    const auto text = put(FeedRole::snapshot, body);
    if (!text) return std::unexpected(text.error());
    snapshot_meta_ = announced(*text, body["version"]);
    return {};
  }

  // As late as can be: a client that has it takes no timestamp by the keys of the one before.
  Status put_root() {
    const std::int64_t version = state_.version(FeedRole::root) + 1;
    released_.versions[FeedRole::root] = version;
    return feed_.put(FeedRole::root, version, *wish_.root);
  }

  Status put_timestamp() {
    json body = next(FeedRole::timestamp);
    body["meta"]["snapshot.json"] = snapshot_meta_;
    const auto text = put(FeedRole::timestamp, body);
    return text ? Status() : std::unexpected(text.error());
  }

  void forget_old() const {
    auto snapshots = feed_.versions(FeedRole::snapshot);
    auto targets = feed_.versions(FeedRole::targets);
    if (snapshots.size() > kStatesKept) snapshots.erase(snapshots.begin(), snapshots.end() - kStatesKept);
    if (targets.size() > kStatesKept) targets.erase(targets.begin(), targets.end() - kStatesKept);
    std::set<std::filesystem::path> kept;
    for (const std::int64_t version : targets) {
      const auto envelope = read_envelope(feed_, FeedRole::targets, version);
      if (!envelope) return;  // what it names is not known: all stays
      for (const auto& [path, entry] : field_of(envelope->body, "targets").items()) {
        kept.insert(feed_.target(path, text_field(field_of(entry, "hashes"), "sha256")));
      }
    }
    if (!snapshots.empty() && !targets.empty()) feed_.prune(kept, snapshots.front(), targets.front());
  }

  const FeedFolder& feed_;
  const Signers& signers_;
  const PublishSettings& settings_;
  std::chrono::sys_seconds now_;
  const ReleaseWish& wish_;
  const FeedState& state_;
  json targets_meta_;
  json snapshot_meta_;
  Released released_;
};

}  // namespace

Result<std::string> signed_text(const json& body, const std::vector<SigningKey>& by) {
  json signatures = json::array();
  const std::string message = canonical_json(body);
  for (const SigningKey& key : by) {
    auto signature = key.sign(message);
    if (!signature) return std::unexpected(signature.error());
    signatures.push_back({{"keyid", key.id()}, {"sig", *std::move(signature)}});
  }
  return json{{"signatures", signatures}, {"signed", body}}.dump() + "\n";
}

json metadata_body(FeedRole role, std::int64_t version, std::chrono::sys_seconds expires) {
  return {{"_type", to_string(role)},
          {"spec_version", kSpecVersion},
          {"version", version},
          {"expires", utc_time_text(expires)}};
}

std::int64_t FeedState::version(FeedRole role) const {
  switch (role) {
    case FeedRole::root:
      return number_field(root, "version");
    case FeedRole::timestamp:
      return number_field(timestamp, "version");
    case FeedRole::snapshot:
      return number_field(snapshot, "version");
    case FeedRole::targets:
      return number_field(targets, "version");
  }
  return 0;
}

Result<FeedState> read_feed_state(const FeedFolder& feed) {
  FeedState state;
  const auto roots = feed.versions(FeedRole::root);
  if (roots.empty()) return state;
  Status read;
  const auto take = [&](json& into, FeedRole role, std::int64_t version) {
    auto envelope = read_envelope(feed, role, version);
    read = envelope ? Status() : std::unexpected(envelope.error());
    if (!envelope) return;
    into = std::move(envelope->body);
    for (const auto& signature : envelope->signatures) state.signers[role].insert(signature.key_id);
  };
  take(state.root, FeedRole::root, roots.back());
  if (!read) return std::unexpected(read.error());
  take(state.timestamp, FeedRole::timestamp, 0);
  if (!read)
    return read.error().code == ErrorCode::not_found ? Result<FeedState>(state) : std::unexpected(read.error());
  take(state.snapshot, FeedRole::snapshot, announced_version(state.timestamp, "snapshot.json"));
  if (read) take(state.targets, FeedRole::targets, announced_version(state.snapshot, "targets.json"));
  return read ? Result<FeedState>(std::move(state)) : std::unexpected(read.error());
}

Result<Released> release(const FeedFolder& feed, const Signers& signers, const PublishSettings& settings,
                         std::chrono::sys_seconds now, const ReleaseWish& wish) {
  const auto state = read_feed_state(feed);
  if (!state) return std::unexpected(state.error());
  return Releaser(feed, signers, settings, now, wish, *state).run();
}

}  // namespace bycatch
