// Hostile metadata. The first byte says what becomes of the rest: raw bytes for any step, or a body that the harness
// signs with the role's own key, as a publisher gone wrong would.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "feed_maker.h"
#include "strict_json.h"
#include "trusted_set.h"

namespace {

using namespace bycatch;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

const FeedMaker& feed() {
  static const FeedMaker maker;
  return maker;
}

TrustedSet rooted() {
  static const std::string root = feed().root_text();
  auto set = TrustedSet::begin(root, feed().now);
  static_cast<void>(set->close_roots({}));
  return std::move(*set);
}

// The reading of a text is the reading of any other spelling of it.
void check_spelling(std::string_view text) {
  const auto read = parse_strict_json(text, 1 << 20);
  if (!read) return;
  const auto again = parse_strict_json(read->dump(), 1 << 24);
  require(again.has_value() && canonical_json(*again) == canonical_json(*read), "two spellings, two readings");
}

void check_floor(const VersionFloor& before, const TrustedSet& set) {
  const VersionFloor& floor = set.floor();
  require(floor.timestamp >= before.timestamp && floor.snapshot >= before.snapshot, "the floor fell");
  for (const auto& [role, version] : before.roles) require(floor.roles.at(role) >= version, "a role's floor fell");
  require(read_version_floor(version_floor_text(floor)) == floor, "the floor does not read back");
}

// Nobody but the key's holder speaks: bytes that are taken say what was really signed.
void check_raw(std::string_view bytes) {
  static const std::string said = canonical_json(feed().timestamp);
  TrustedSet set = rooted();
  require(!set.add_root(bytes), "a root out of nothing");
  if (set.add_timestamp(bytes)) require(open_envelope(bytes, 1 << 20)->signed_bytes == said, "a forged timestamp");
}

void check_signed(int role, const json& body) {
  TrustedSet set = rooted();
  const VersionFloor before = set.floor();
  FeedMaker bent = feed();
  if (role == 0) {
    const auto taken = set.add_timestamp(signed_text(body, bent.signers[FeedRole::timestamp]));
    require(taken.has_value() == (set.timestamp() != nullptr), "half a timestamp");
    if (taken) require(set.timestamp()->version >= 1 && set.timestamp()->expires > bent.now, "a wrong timestamp");
    return check_floor(before, set);
  }
  bent.timestamp["meta"]["snapshot.json"] = {{"version", 1}};
  bent.snapshot["meta"]["targets.json"] = {{"version", 1}};
  require(set.add_timestamp(bent.timestamp_text()).has_value(), "the good timestamp");
  if (role == 1) {
    if (set.add_snapshot(signed_text(body, bent.signers[FeedRole::snapshot]))) {
      require(set.snapshot()->files.contains("targets"), "a snapshot of nothing");
    }
    return check_floor(before, set);
  }
  require(set.add_snapshot(bent.snapshot_text()).has_value(), "the good snapshot");
  if (!set.add_targets("targets", "root", signed_text(body, bent.signers[FeedRole::targets]))) return;
  for (const Delegation& delegation : set.targets("targets")->delegations) {
    require(!delegation.name.empty() && delegation.name != "timestamp", "a role that passes for another");
    static_cast<void>(delegation.covers("a/b/c"));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_spelling(text);
  const int mode = data[0] % 5;
  if (mode == 0) {
    check_raw(text);
  } else if (const auto body = parse_strict_json(text, 1 << 20); body && mode < 4) {
    check_signed(mode - 1, *body);
  } else if (body) {
    static_cast<void>(read_root(*body));
  }
  return 0;
}
