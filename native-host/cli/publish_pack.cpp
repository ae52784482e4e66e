#include "publish_pack.h"

#include <algorithm>
#include <numeric>

#include "delta.h"
#include "delta_layout.h"
#include "durable_file.h"
#include "embedded_catalogue.h"
#include "feed_folder.h"
#include "json_field.h"
#include "list_row.h"
#include "pack_index.h"
#include "pack_states.h"
#include "segment_file.h"
#include "segment_layout.h"
#include "shard_line.h"
#include "shard_merge.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTestListFile = "starter.tsv";
constexpr std::size_t kRootDigits = 16;  // of a root in the name of a delta
constexpr const char* kTestListDate = "2026-01-01";

std::uint64_t keys_in(const SegmentReader& segment) {
  std::uint64_t keys = 0;
  for (const ListInfo& list : segment.lists()) {
    keys += std::reduce(list.records.begin(), list.records.end(), list.imprints);
  }
  return keys;
}

std::uint64_t count_in(const nlohmann::json& object, const char* name) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number_field(object, name)));
}

// Every pack holds the test identifiers: whatever somebody chose, a test is found.
Status write_test_shard(const fs::path& file) {
  const auto files = embedded_catalogue();
  const auto found = std::ranges::find(files, kTestListFile, &EmbeddedFile::path);
  std::string_view rest = found == files.end() ? std::string_view() : found->text;
  std::vector<std::string> lines;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto row = parse_list_row(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!row) return fail(ErrorCode::internal, "starter.tsv: a row that is none");
    append_shard_lines(*row, kTestDataset, false, lines.emplace_back());
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return replace_file(file, text);
}

class PackMaker {
 public:
  PackMaker(const Workshop& workshop, const PackPlan& plan, const nlohmann::json& published)
      : workshop_(workshop),
        plan_(plan),
        published_(published),
        feed_(workshop.feed()),
        states_(workshop.states(plan.id)),
        base_path_("packs/" + plan.id + "/base.segment"),
        segment_file_(workshop.work() / (plan.id + ".segment")) {}

  Result<BuiltPack> run() {
    built_.id = plan_.id;
    Status made = merge();
    if (made) made = open();
    if (made) made = check_shrink();
    if (made) made = put_base();
    if (made) made = keep_state();
    if (made) made = put_deltas();
    return made ? Result<BuiltPack>(std::move(built_)) : std::unexpected(made.error());
  }

 private:
  Status merge() {
    std::vector<fs::path> shards = {workshop_.work() / "test.shard"};
    std::vector<ShardedList> lists = {{std::string(kTestDataset), kTestListDate}};
    if (const Status written = write_test_shard(shards.front()); !written) return written;
    for (const ListStatement& list : plan_.lists) {
      shards.push_back(workshop_.shard(list.dataset));
      lists.push_back({list.dataset, list.date, list.radius});
    }
    auto sink = SegmentFile::create(segment_file_);
    return sink ? merge_shards(shards, std::move(lists), *sink, workshop_.work() / "runs")
                : std::unexpected(sink.error());
  }

  // As it was written, and as it reads.
  Status open() {
    auto pack = PackFile::open(segment_file_);
    if (!pack) return std::unexpected(pack.error());
    if (const Status whole = pack->segment->verify(); !whole) return whole;
    built_.root = pack->segment->root_hash();
    built_.keys = keys_in(*pack->segment);
    built_.bytes = pack->mapping.bytes().size();
    segment_ = std::move(*pack);
    return {};
  }

  // Whoever syncs refuses such a pack unless it says that this is meant, however old the state that they hold.
  Status check_shrink() {
    const nlohmann::json& old = field_of(field_of(published_, base_path_.c_str()), "custom");
    const std::uint64_t last = count_in(field_of(old, "current"), "keys");
    most_ = std::max(built_.keys, count_in(old, "most_keys"));
    if (built_.keys * 5 < last * 4 && !plan_.allow_shrink) {
      return fail(ErrorCode::suspicious_shrink,
                  std::to_string(built_.keys) + " keys instead of " + std::to_string(last));
    }
    return {};
  }

  [[nodiscard]] nlohmann::json custom(const std::string& sha256) const {
    nlohmann::json lists = nlohmann::json::array();
    for (const ListInfo& list : segment_->segment->lists()) {
      lists.push_back({{"dataset", list.dataset}, {"date", list.date}});
    }
    nlohmann::json statements = nlohmann::json::array();
    for (const ListStatement& list : plan_.lists) statements.push_back(list.published());
    return {{"kind", "base"},
            {"format", kSegmentVersion},
            {"pack", plan_.id},
            {"title", plan_.settings.title},
            {"by_default", plan_.settings.by_default},
            {"root", built_.root},
            {"may_shrink", built_.keys * 5 < most_ * 4},
            {"most_keys", most_},
            {"statements", statements},
            {"current",
             {{"root", built_.root},
              {"bytes", built_.bytes},
              {"sha256", sha256},
              {"keys", built_.keys},
              {"lists", lists}}}};
  }

  Status put_base() {
    const auto hash = hash_file(segment_file_);
    if (!hash) return std::unexpected(hash.error());
    base_sha256_ = hash->sha256;
    base_file_ = feed_.target(base_path_, base_sha256_);
    built_.is_new = text_field(field_of(field_of(published_, base_path_.c_str()), "hashes"), "sha256") != hash->sha256;
    auto entry = feed_.take_target(base_path_, segment_file_, custom(hash->sha256));
    if (!entry) return std::unexpected(entry.error());
    built_.targets[base_path_] = std::move(*entry);
    return {};
  }

  // Before it is published: one that was kept and then not published costs a delta that nobody needs, no more.
  Status keep_state() {
    const auto states = states_.all();
    if (!states.empty()) {
      const auto last = PackFile::open(states.back());
      if (last && last->segment->root_hash() == built_.root) return {};
    }
    return states_.add(base_file_, static_cast<std::size_t>(plan_.deltas) + 1);
  }

  // One from each of the last states to this one, but for those that are no shorter than the base.
  Status put_deltas() {
    for (const fs::path& file : states_.all()) {
      const auto from = PackFile::open(file);
      if (!from) return std::unexpected(from.error());
      const std::string root = from->segment->root_hash();
      if (root == built_.root) continue;
      if (const Status put = put_delta(*from, root); !put) return put;
    }
    return {};
  }

  Status put_delta(const PackFile& from, const std::string& root) {
    const std::string path =
        "packs/" + plan_.id + "/" + root.substr(0, kRootDigits) + "-" + built_.root.substr(0, kRootDigits) + ".delta";
    if (built_.targets.contains(path)) return {};  // the pack was in this state twice
    const nlohmann::json& old = field_of(published_, path.c_str());
    const fs::path old_file = feed_.target(path, text_field(field_of(old, "hashes"), "sha256"));
    std::error_code ignored;
    if (field_of(old, "custom") == delta_custom(root) && fs::exists(old_file, ignored)) {
      return note_delta(path, old);
    }
    const auto bytes = make_delta(from.mapping.bytes(), segment_->mapping.bytes());
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->size() >= built_.bytes) return {};
    const auto entry =
        feed_.put_target(path, {reinterpret_cast<const char*>(bytes->data()), bytes->size()}, delta_custom(root));
    return entry ? note_delta(path, *entry) : std::unexpected(entry.error());
  }

  [[nodiscard]] nlohmann::json delta_custom(const std::string& from) const {
    return {{"kind", "delta"},   {"format", kDeltaVersion}, {"pack", plan_.id},      {"from", from},
            {"to", built_.root}, {"bytes", built_.bytes},   {"sha256", base_sha256_}};
  }

  Status note_delta(const std::string& path, const nlohmann::json& entry) {
    ++built_.deltas;
    built_.delta_bytes += count_in(entry, "length");
    built_.targets[path] = entry;
    return {};
  }

  const Workshop& workshop_;
  const PackPlan& plan_;
  const nlohmann::json& published_;
  FeedFolder feed_;
  PackStates states_;
  std::string base_path_;
  fs::path segment_file_;
  fs::path base_file_;
  std::string base_sha256_;
  std::optional<PackFile> segment_;
  std::uint64_t most_ = 0;  // keys that it ever held
  BuiltPack built_;
};

}  // namespace

Result<BuiltPack> make_pack(const Workshop& workshop, const PackPlan& plan, const nlohmann::json& published) {
  return PackMaker(workshop, plan, published).run();
}

}  // namespace bycatch
