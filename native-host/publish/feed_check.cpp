#include "feed_check.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <optional>
#include <set>

#include "catalogue_text.h"
#include "delta.h"
#include "feed_contents.h"
#include "feed_folder.h"
#include "file_mapping.h"
#include "hint_file.h"
#include "json_field.h"
#include "pack_states.h"
#include "segment_reader.h"
#include "strict_json.h"
#include "trusted_set.h"
#include "workshop.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kCheckPieceBytes = 1 << 20;
constexpr std::size_t kRootDigits = 16;  // of a root in the name of a delta

std::unexpected<Error> named(const Error& error, std::string_view file) {
  return fail(error.code, std::string(file) + (error.detail.empty() ? "" : ": " + error.detail));
}

Status named(const Status& status, std::string_view file) {
  return status ? status : named(status.error(), file);
}

std::uint64_t keys_of(std::span<const ListInfo> lists) {
  std::uint64_t keys = 0;
  for (const ListInfo& list : lists) keys += std::reduce(list.records.begin(), list.records.end(), list.imprints);
  return keys;
}

json lists_json(std::span<const ListInfo> lists) {
  json all = json::array();
  for (const ListInfo& list : lists) all.push_back({{"dataset", list.dataset}, {"date", list.date}});
  return all;
}

struct OpenSegment {
  static Result<OpenSegment> open(const fs::path& file) {
    auto mapping = FileMapping::open(file);
    if (!mapping) return std::unexpected(mapping.error());
    auto reader = SegmentReader::open(mapping->bytes());
    if (!reader) return std::unexpected(reader.error());
    return OpenSegment{std::move(*mapping), std::move(*reader)};
  }

  FileMapping mapping;
  std::unique_ptr<const SegmentReader> reader;
};

// What a delta makes, for as long as it is looked at.
class ResultFile final : public ByteSink {
 public:
  static Result<ResultFile> create(const fs::path& file) {
    ResultFile made(std::fopen(file.c_str(), "wbe"));
    return made.file_ ? Result<ResultFile>(std::move(made)) : fail(ErrorCode::io, "create a file");
  }
  Status append(std::span<const std::byte> bytes) override { return write(bytes, 0, SEEK_END); }
  Status patch_start(std::span<const std::byte> bytes) override { return write(bytes, 0, SEEK_SET); }

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
  };
  explicit ResultFile(std::FILE* file) : file_(file) {}

  Status write(std::span<const std::byte> bytes, long at, int from) {
    const bool is_written = std::fseek(file_.get(), at, from) == 0 &&
                            std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size();
    return is_written ? Status() : fail(ErrorCode::no_space, "write what a delta makes");
  }

  std::unique_ptr<std::FILE, Close> file_;
};

class FeedCheck {
 public:
  FeedCheck(const fs::path& feed, std::chrono::sys_seconds now, fs::path states, fs::path work)
      : feed_(feed), now_(now), states_(std::move(states)), work_(std::move(work)) {}

  Result<CheckedFeed> run(std::string_view root) {
    Status checked = check_metadata(root);
    if (checked) checked = check_bytes();
    if (checked) checked = sort_by_kind();
    for (auto pack = packs_.begin(); checked && pack != packs_.end(); ++pack) {
      checked = check_pack(pack->first, pack->second);
    }
    return checked ? Result<CheckedFeed>(std::move(out_)) : std::unexpected(checked.error());
  }

 private:
  struct Entry {
    std::string path;
    const TargetFile* target = nullptr;
    fs::path file;
  };
  struct PackEntries {
    std::vector<Entry> bases;
    std::vector<Entry> deltas;
  };

  template <class Step>
  Status with_file(FeedRole role, std::int64_t version, const Step& step) {
    const std::string name = feed_.metadata(role, version).filename().string();
    const auto text = feed_.read(role, version);
    if (!text) return named(text.error(), name);
    return named(step(std::string_view(*text)), name);
  }

  void note(FeedRole role, const MetadataHead& head) {
    out_.versions[role] = head.version;
    out_.expires = out_.versions.size() == 1 ? head.expires : std::min(out_.expires, head.expires);
  }

  // From the first on, by way of the trusted one, to the last.
  Status check_roots(std::string_view trusted_root) {
    const auto trusted = TrustedSet::begin(trusted_root, now_);
    if (!trusted) return named(trusted.error(), "the trusted root");
    const auto roots = feed_.versions(FeedRole::root);
    if (roots.empty() || roots.back() < trusted->root().version) {
      return fail(ErrorCode::root_chain, "the roots end before the trusted one");
    }
    for (std::int64_t version = 1; version <= roots.back(); ++version) {
      if (roots[static_cast<std::size_t>(version) - 1] != version) {
        return fail(ErrorCode::root_chain, std::to_string(version) + ".root.json is missing");
      }
      const Status added = with_file(FeedRole::root, version, [&](std::string_view text) -> Status {
        if (version == trusted->root().version && text != trusted_root) {
          return fail(ErrorCode::root_chain, "it is not the trusted one");
        }
        if (set_) return set_->add_root(text);
        auto first = TrustedSet::begin(text, now_);
        if (!first) return std::unexpected(first.error());
        set_.emplace(std::move(*first));
        return {};
      });
      if (!added) return added;
    }
    return {};
  }

  Status check_metadata(std::string_view trusted_root) {
    if (const Status roots = check_roots(trusted_root); !roots) return roots;
    Status taken = named(set_->close_roots({}), "root");
    const auto then = [&](FeedRole role, auto version, auto step) {
      if (taken) taken = with_file(role, version(), step);
    };
    then(
        FeedRole::timestamp, [] { return std::int64_t{0}; },
        [&](auto text) -> Status {
          const auto added = set_->add_timestamp(text);
          return added ? Status() : std::unexpected(added.error());
        });
    then(
        FeedRole::snapshot, [&] { return set_->timestamp()->snapshot.version; },
        [&](auto text) { return set_->add_snapshot(text); });
    then(
        FeedRole::targets, [&] { return targets_version(); },
        [&](auto text) { return set_->add_targets("targets", "root", text); });
    if (!taken) return taken;
    note(FeedRole::root, set_->root());
    note(FeedRole::timestamp, *set_->timestamp());
    note(FeedRole::snapshot, *set_->snapshot());
    note(FeedRole::targets, *set_->targets("targets"));
    return {};
  }

  [[nodiscard]] std::int64_t targets_version() const {
    const auto found = set_->snapshot()->files.find("targets");
    return found == set_->snapshot()->files.end() ? 0 : found->second.version;
  }

  Status check_bytes() {
    for (const auto& [path, target] : set_->targets("targets")->targets) {
      const auto sha256 = target.hashes.find(std::string(kSha256));
      if (!is_target_path(path) || sha256 == target.hashes.end())
        return fail(ErrorCode::bad_format, "targets: " + path);
      Entry entry{path, &target, feed_.target(path, sha256->second)};
      if (const Status whole = check_file(entry); !whole) return named(whole.error(), path);
      out_.bytes += target.length;
      entries_.push_back(std::move(entry));
    }
    out_.targets = entries_.size();
    return {};
  }

  static Status check_file(const Entry& entry) {
    const auto mapping = FileMapping::open(entry.file);
    if (!mapping) return std::unexpected(mapping.error());
    const auto bytes = mapping->bytes();
    if (bytes.size() != entry.target->length) {
      return fail(bytes.size() > entry.target->length ? ErrorCode::too_large : ErrorCode::truncated,
                  "not of the signed length");
    }
    HashCheck check(entry.target->hashes);
    for (std::size_t at = 0; at < bytes.size(); at += kCheckPieceBytes) {
      const auto piece = bytes.subspan(at, std::min(kCheckPieceBytes, bytes.size() - at));
      check.add({reinterpret_cast<const char*>(piece.data()), piece.size()});
    }
    return check.finish();
  }

  Status sort_by_kind() {
    std::size_t catalogues = 0;
    for (const Entry& entry : entries_) {
      const json& custom = entry.target->custom;
      const std::string kind = text_field(custom, "kind");
      const std::string pack = text_field(custom, "pack");
      if ((kind == "base" || kind == "delta") && (!is_plain_id(pack) || pack == "imported")) {
        return fail(ErrorCode::bad_format, entry.path + ": of no pack");
      }
      if (kind == "base") packs_[pack].bases.push_back(entry);
      if (kind == "delta") packs_[pack].deltas.push_back(entry);
      if (kind != "catalogue") continue;
      if (const Status checked = check_catalogue(entry); !checked) return checked;
      ++catalogues;
    }
    return catalogues == 1 ? Status() : fail(ErrorCode::bad_format, "a feed has one catalogue");
  }

  static Status check_catalogue(const Entry& entry) {
    const auto mapping = FileMapping::open(entry.file);
    if (!mapping) return named(mapping.error(), entry.path);
    const auto bytes = mapping->bytes();
    const auto read =
        parse_strict_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, kMaxFeedCatalogueBytes);
    if (!read) return named(read.error(), entry.path);
    if (!field_of(*read, "cards").is_array() || !field_of(*read, "advisories").is_array()) {
      return fail(ErrorCode::bad_format, entry.path);
    }
    const Status fits = check_hints(field_of(*read, "hints"));
    return fits ? fits : named(fits.error(), entry.path);
  }

  Status check_pack(const std::string& id, const PackEntries& entries) {
    if (entries.bases.size() != 1) {
      return fail(ErrorCode::bad_format, "pack " + id + " has " + std::to_string(entries.bases.size()) + " bases");
    }
    const Entry& base = entries.bases.front();
    CheckedFeed::Pack pack{.id = id, .base_bytes = base.target->length};
    const auto root = root_of(base.file, true);
    if (!root) return named(root.error(), base.path);
    const std::string current = text_field(field_of(base.target->custom, "current"), "root");
    if (text_field(base.target->custom, "root") != *root) {
      return fail(ErrorCode::result_mismatch, base.path + ": its root is another");
    }
    Segments segments = {{*root, base.file}};
    add_states(id, segments);
    Status checked = check_ways(entries, *root, current);
    if (checked) checked = apply_deltas(entries, segments, pack);
    if (checked) checked = check_current(base, segments, pack);
    if (checked) out_.packs.push_back(std::move(pack));
    return checked;
  }

  using Segments = std::map<std::string, fs::path>;  // by root

  static Result<std::string> root_of(const fs::path& file, bool is_read_whole) {
    const auto segment = OpenSegment::open(file);
    if (!segment) return std::unexpected(segment.error());
    const Status whole = is_read_whole ? segment->reader->verify() : Status();
    return whole ? Result<std::string>(segment->reader->root_hash()) : std::unexpected(whole.error());
  }

  // One that cannot be read leaves the deltas from it unproven.
  void add_states(const std::string& pack, Segments& segments) const {
    for (const fs::path& file : PackStates(states_ / pack).all()) {
      if (auto root = root_of(file, true)) segments.emplace(std::move(*root), file);
    }
  }

  // From the base, and from whatever a delta leads away from, a way leads to the present state.
  static Status check_ways(const PackEntries& entries, const std::string& base_root, const std::string& current) {
    std::set<std::string> arriving = {current};
    for (std::size_t before = 0; before != arriving.size();) {
      before = arriving.size();
      for (const Entry& delta : entries.deltas) {
        if (arriving.contains(text_field(delta.target->custom, "to"))) {
          arriving.insert(text_field(delta.target->custom, "from"));
        }
      }
    }
    if (!arriving.contains(base_root)) {
      return fail(ErrorCode::delta_unusable, entries.bases.front().path + ": no way leads to the present state");
    }
    for (const Entry& delta : entries.deltas) {
      const json& custom = delta.target->custom;
      const std::string from = text_field(custom, "from");
      const std::string to = text_field(custom, "to");
      const std::string name = "packs/" + text_field(custom, "pack") + "/" + from.substr(0, kRootDigits) + "-" +
                               to.substr(0, kRootDigits) + ".delta";
      if (delta.path != name || from == to || !arriving.contains(to)) {
        return fail(ErrorCode::delta_unusable, delta.path + ": it does not lead to the present state");
      }
    }
    return {};
  }

  Status apply_deltas(const PackEntries& entries, Segments& segments, CheckedFeed::Pack& pack) {
    std::vector<const Entry*> left;
    left.reserve(entries.deltas.size());
    for (const Entry& delta : entries.deltas) left.push_back(&delta);
    for (std::size_t before = left.size() + 1; before != left.size();) {
      before = left.size();
      std::vector<const Entry*> not_yet;
      for (const Entry* delta : left) {
        const auto from = segments.find(text_field(delta->target->custom, "from"));
        if (from == segments.end()) {
          not_yet.push_back(delta);
          continue;
        }
        const Status applied = apply(*delta, from->second, segments);
        if (!applied) return named(applied.error(), delta->path);
        ++pack.deltas;
      }
      left = std::move(not_yet);
    }
    pack.unproven = left.size();
    return {};
  }

  Status apply(const Entry& delta, const fs::path& from, Segments& segments) {
    const auto base = FileMapping::open(from);
    const auto bytes = FileMapping::open(delta.file);
    if (!base || !bytes) return std::unexpected(!base ? base.error() : bytes.error());
    const fs::path result = work_ / (std::to_string(++results_) + ".segment");
    {
      auto sink = ResultFile::create(result);
      if (!sink) return std::unexpected(sink.error());
      const Status applied = apply_delta(base->bytes(), bytes->bytes(), *sink);
      if (!applied) return applied;
    }
    const auto hash = hash_file(result);
    const auto root = root_of(result, true);
    if (!hash || !root) return std::unexpected(!hash ? hash.error() : root.error());
    const json& custom = delta.target->custom;
    const bool holds = field_of(custom, "bytes") == hash->bytes && field_of(custom, "sha256") == hash->sha256 &&
                       field_of(custom, "to") == *root;
    if (!holds) return fail(ErrorCode::result_mismatch, "the result is not what is said of it");
    if (!segments.emplace(*root, result).second) {
      std::error_code ignored;
      fs::remove(result, ignored);
    }
    return {};
  }

  static Status check_current(const Entry& base, const Segments& segments, CheckedFeed::Pack& pack) {
    const json& current = field_of(base.target->custom, "current");
    const auto found = segments.find(text_field(current, "root"));
    if (found == segments.end())
      return fail(ErrorCode::delta_unusable, base.path + ": the present state is not to be had");
    const auto segment = OpenSegment::open(found->second);
    const auto hash = hash_file(found->second);
    if (!segment || !hash) return std::unexpected(!segment ? segment.error() : hash.error());
    pack.keys = keys_of(segment->reader->lists());
    pack.lists = segment->reader->lists().size();
    const bool holds = field_of(current, "bytes") == hash->bytes && field_of(current, "sha256") == hash->sha256 &&
                       field_of(current, "keys") == pack.keys &&
                       field_of(current, "lists") == lists_json(segment->reader->lists());
    return holds ? Status()
                 : fail(ErrorCode::result_mismatch, base.path + ": its present state is not what is said of it");
  }

  FeedFolder feed_;
  std::chrono::sys_seconds now_;
  fs::path states_;
  fs::path work_;
  std::optional<TrustedSet> set_;
  std::vector<Entry> entries_;
  std::map<std::string, PackEntries> packs_;
  CheckedFeed out_;
  std::size_t results_ = 0;
};

}  // namespace

Result<CheckedFeed> check_feed(const fs::path& feed, std::string_view root, std::chrono::sys_seconds now,
                               const fs::path& states, const fs::path& work) {
  return FeedCheck(feed, now, states, work).run(root);
}

}  // namespace bycatch
