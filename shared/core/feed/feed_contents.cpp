#include "feed_contents.h"

#include <algorithm>

namespace bycatch {
namespace {

using nlohmann::json;

constexpr std::size_t kSha256Digits = 64;
constexpr std::size_t kMaxTitleBytes = 128;
constexpr std::size_t kMaxFeedLists = 4096;
constexpr std::string_view kImported = "imported";

bool has_only(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

// Reads fields of one object; after the first that is not as it must be, nothing means anything.
class Custom {
 public:
  explicit Custom(const json& of) : of_(of) {}

  [[nodiscard]] bool is_sound() const noexcept { return is_sound_; }

  std::string text(const char* name, std::size_t max_bytes) {
    const json& value = at(name);
    return expect(value.is_string() && value.get_ref<const std::string&>().size() <= max_bytes)
               ? value.get<std::string>()
               : std::string();
  }
  std::string sha256(const char* name) {
    std::string digits = text(name, kSha256Digits);
    expect(digits.size() == kSha256Digits && has_only(digits, "0123456789abcdef"));
    return digits;
  }
  std::uint64_t number(const char* name) {
    const json& value = at(name);
    return expect(value.is_number_integer() && value.get<std::int64_t>() >= 0) ? value.get<std::uint64_t>() : 0;
  }
  bool flag(const char* name) {
    const json& value = at(name);
    return (value.is_null() || expect(value.is_boolean())) && value.is_boolean() && value.get<bool>();
  }
  const json& array(const char* name, std::size_t max_elements) {
    static const json kNone = json::array();
    const json& value = at(name);
    return expect(value.is_array() && value.size() <= max_elements) ? value : kNone;
  }
  Custom object(const char* name) { return Custom(at(name)); }
  bool expect(bool holds) {
    is_sound_ = is_sound_ && holds;
    return holds;
  }

 private:
  [[nodiscard]] const json& at(const char* name) const {
    static const json kNull;
    const auto found = of_.is_object() ? of_.find(name) : of_.end();
    return of_.is_object() && found != of_.end() ? *found : kNull;
  }

  const json& of_;
  bool is_sound_ = true;
};

FeedFile file_of(Custom& custom, const std::string& name, const TargetFile& target) {
  FeedFile file{.name = name, .bytes = target.length, .sha256 = {}, .format = 0};
  const auto hash = target.hashes.find(std::string(kSha256));
  custom.expect(target.length <= kMaxFeedFileBytes && name.size() <= kMaxNameBytes);
  if (custom.expect(hash != target.hashes.end() && hash->second.size() == kSha256Digits &&
                    has_only(hash->second, "0123456789abcdef"))) {
    file.sha256 = hash->second;
  }
  file.format = static_cast<std::int64_t>(custom.number("format"));
  return file;
}

SegmentState state_of(Custom& said, const char* root) {
  SegmentState state{.root = said.sha256(root), .bytes = said.number("bytes"), .sha256 = said.sha256("sha256")};
  said.expect(state.bytes <= kMaxFeedFileBytes);
  return state;
}

std::string pack_of(Custom& custom) {
  std::string id = custom.text("pack", kMaxNameBytes);
  custom.expect(is_feed_pack_id(id));
  return id;
}

std::optional<FeedPack> read_pack(const std::string& name, const TargetFile& target) {
  Custom custom(target.custom);
  FeedPack pack;
  pack.id = pack_of(custom);
  pack.title = custom.text("title", kMaxTitleBytes);
  pack.by_default = custom.flag("by_default");
  pack.may_shrink = custom.flag("may_shrink");
  pack.base = file_of(custom, name, target);
  pack.base_root = custom.sha256("root");
  Custom current = custom.object("current");
  pack.current = state_of(current, "root");
  pack.keys = current.number("keys");
  for (const json& said : current.array("lists", kMaxFeedLists)) {
    Custom list(said);
    pack.lists.push_back({list.text("dataset", kMaxNameBytes), list.text("date", kMaxNameBytes)});
    current.expect(list.is_sound());
  }
  return custom.is_sound() && current.is_sound() ? std::optional(std::move(pack)) : std::nullopt;
}

struct DeltaOfPack {
  std::string pack;
  FeedDelta delta;
};

std::optional<DeltaOfPack> read_delta(const std::string& name, const TargetFile& target) {
  Custom custom(target.custom);
  DeltaOfPack of;
  of.pack = pack_of(custom);
  of.delta = {.file = file_of(custom, name, target), .from = custom.sha256("from"), .to = state_of(custom, "to")};
  return custom.is_sound() ? std::optional(std::move(of)) : std::nullopt;
}

std::unexpected<Error> wrong_target(const std::string& name) {
  return fail(ErrorCode::bad_format, "target " + name.substr(0, kMaxTitleBytes));
}

}  // namespace

bool is_feed_pack_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && has_only(id, "abcdefghijklmnopqrstuvwxyz0123456789-_") &&
         has_only(id.substr(0, 1), "abcdefghijklmnopqrstuvwxyz0123456789") && id != kImported;
}

Result<FeedContents> read_feed_contents(const TargetsMetadata& targets) {
  FeedContents contents;
  std::vector<DeltaOfPack> deltas;
  for (const auto& [name, target] : targets.targets) {
    const auto kind = target.custom.is_object() ? target.custom.find("kind") : target.custom.end();
    if (!target.custom.is_object() || kind == target.custom.end()) {
      continue;
    }
    if (*kind == "base") {
      auto pack = read_pack(name, target);
      if (!pack || std::ranges::find(contents.packs, pack->id, &FeedPack::id) != contents.packs.end()) {
        return wrong_target(name);
      }
      contents.packs.push_back(std::move(*pack));
    } else if (*kind == "delta") {
      if (auto delta = read_delta(name, target)) {
        deltas.push_back(std::move(*delta));
      }
    } else if (*kind == "catalogue") {
      Custom custom(target.custom);
      FeedFile file = file_of(custom, name, target);
      if (!custom.is_sound() || contents.catalogue || file.bytes > kMaxFeedCatalogueBytes) {
        return wrong_target(name);
      }
      contents.catalogue = std::move(file);
    }
  }
  if (contents.packs.size() > kMaxFeedPacks) {
    return fail(ErrorCode::bad_format, "more packs than a feed may have");
  }
  std::ranges::sort(contents.packs, {}, &FeedPack::id);
  for (DeltaOfPack& of : deltas) {
    const auto pack = std::ranges::find(contents.packs, of.pack, &FeedPack::id);
    if (pack != contents.packs.end()) {
      pack->deltas.push_back(std::move(of.delta));
    }
  }
  return contents;
}

}  // namespace bycatch
