#include "generation_builder.h"

#include <algorithm>
#include <map>
#include <regex>

#include "catalogue_source.h"
#include "catalogue_writer.h"
#include "durable_file.h"
#include "feed_packs.h"
#include "file_lock.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "generation_publisher.h"
#include "in_turn.h"
#include "live_base.h"
#include "segment_build.h"
#include "segment_file.h"
#include "segment_layout.h"
#include "staged_row.h"
#include "utc_date.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTestListFile = "starter.tsv";
constexpr std::string_view kTestListDate = "2026-01-01";
constexpr const char* kRunsFile = "runs";

bool is_dataset_id(const std::string& text) {
  static const std::regex kForm("[a-z0-9][a-z0-9_-]{0,63}");
  return std::regex_match(text, kForm);
}

}  // namespace

class GenerationBuilder::Impl {
 public:
  Impl(fs::path data_folder, std::chrono::sys_seconds now, FileLock lock, LiveBase base)
      : data_folder_(std::move(data_folder)),
        now_(now),
        lock_(std::move(lock)),
        base_(std::move(base)),
        packs_(generation_path(data_folder_, base_.name), base_),
        stage_(building() / kRunsFile) {
    for (std::size_t list = 0; base_.imported && list < base_.is_kept.size(); ++list) {
      if (base_.is_kept[list]) {
        lists_.push_back({.dataset = base_.imported->segment->lists()[list].dataset, .old = list});
      }
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    std::error_code ignored;
    fs::remove_all(building(), ignored);
  }

  [[nodiscard]] std::optional<Damage> damage() const {
    if (!base_.is_damaged) {
      return std::nullopt;
    }
    Damage damage{.kept = {}, .lost = {}, .knows_all_lost = base_.knows_all_lost};
    const auto is_ours = [](const std::string& dataset) { return dataset == kTestDataset; };
    for (const List& list : lists_) {
      if (list.old && !is_ours(list.dataset)) {
        damage.kept.push_back(list.dataset);
      }
    }
    std::ranges::remove_copy_if(base_.lost, std::back_inserter(damage.lost), is_ours);
    return damage;
  }

  void keep_labels() { keeps_labels_ = true; }

  Status begin_list(const std::string& dataset, const std::optional<std::string>& date) {
    const std::optional<std::chrono::sys_days> day = date ? parse_utc_date(*date) : std::nullopt;
    if (!is_dataset_id(dataset) || dataset == kTestDataset) {
      return fail(ErrorCode::bad_request, "a dataset's id is a-z, 0-9, - and _, 64 at most, and not our test's");
    }
    // A day ahead of UTC it may well be where the list was made.
    if (date && (!day || *day > std::chrono::floor<std::chrono::days>(now_) + std::chrono::days(1))) {
      return fail(ErrorCode::bad_request, "the date is no day up to today (YYYY-MM-DD)");
    }
    return open_list(dataset, date);
  }

  Status set_radius(int bits) {
    if (bits < 0 || bits > kMaxRadius) {
      return fail(ErrorCode::bad_request, "the radius is a number of bits from 0 to " + std::to_string(kMaxRadius));
    }
    lists_[current_].radius = bits;
    return {};
  }

  Status add(const ListRow& row) {
    List& list = lists_[current_];
    if (row.imprint) {
      list.has_imprints = true;
      return imprints_.add({*row.imprint, static_cast<std::uint16_t>(current_)});
    }
    list.has_keys = true;
    return stage_row(stage_, row, current_, keeps_labels_);
  }

  Status put_pack(const std::string& id, const fs::path& file) { return packs_.put(id, file, building()); }
  void drop_pack(const std::string& id) { packs_.drop(id); }
  void put_catalogue(CatalogueSource catalogue) { catalogue_ = std::move(catalogue); }

  Result<Outcome> finish(const ShowKeys& show) {
    const bool is_as_it_was = base_.imported && !base_.is_damaged &&
                              std::ranges::none_of(lists_, [](const List& list) { return list.is_begun; });
    return is_as_it_was && base_.manifest ? finish_packs() : finish_lists(show);
  }

 private:
  // Nothing was imported: that pack goes over as it is.
  Result<Outcome> finish_packs() {
    FileDigest catalogue;
    if (const Status made = make_catalogue(catalogue); !made) {
      return std::unexpected(made.error());
    }
    const GenerationManifest& live = *base_.manifest;
    if (is_live(catalogue)) {
      return Outcome{base_.name, false};
    }
    GenerationManifest manifest{.packs = {},
                                .catalogue = catalogue,
                                .has_feed_catalogue = has_feed_catalogue(),
                                .list_digests = live.list_digests};
    const auto imported = std::ranges::find(live.packs, std::string(kImportedPack), &GenerationManifest::OfPack::id);
    manifest.packs.push_back(*imported);
    const Status linked = link_or_copy(pack_path(live_folder(), kImportedPack), pack_path(building(), kImportedPack));
    return linked ? publish(manifest) : std::unexpected(linked.error());
  }

  Result<Outcome> finish_lists(const ShowKeys& show) {
    SegmentSurvey found;
    FileDigest catalogue;
    const OldLists old = replaced_lists();
    std::uint64_t whole = 0;
    SegmentMerge merge(stage_, imprints_, old, [&](std::uint64_t keys) {
      if (show) {
        show(keys, whole);
      }
    });
    const Status ready = in_turn([&] { return add_test_list(); }, [&] { return finish_stages(); },
                                 [&] { return survey_lists(merge, found); }, [&] { return make_catalogue(catalogue); });
    if (!ready) {
      return std::unexpected(ready.error());
    }
    const bool has_changed = date_lists(found);
    if (!has_changed && !base_.is_damaged && base_.manifest && is_live(catalogue)) {
      return Outcome{base_.name, false};
    }
    whole = 3 * merge.keys_read();  // a survey, then two passes of the writer
    return write(merge, found, catalogue);
  }

  struct List {
    std::string dataset;
    std::optional<std::size_t> old;     // its number in the live segment
    bool is_begun = false;              // its rows are staged
    bool has_keys = false;              // among them
    bool has_imprints = false;          // among them
    std::optional<std::string> date{};  // as given; then as it is
    std::optional<int> radius{};        // as date
  };

  [[nodiscard]] fs::path building() const { return building_path(data_folder_); }
  [[nodiscard]] fs::path live_folder() const { return generation_path(data_folder_, base_.name); }
  [[nodiscard]] bool has_feed_catalogue() const {
    return catalogue_ || (!base_.is_damaged && base_.manifest && base_.manifest->has_feed_catalogue);
  }
  // Requires: a live generation.
  [[nodiscard]] bool is_live(const FileDigest& catalogue) const {
    return base_.manifest->catalogue == catalogue && base_.manifest->has_feed_catalogue == has_feed_catalogue() &&
           !packs_.has_changed();
  }

  // A list keeps its place; a new one is put behind the others.
  Status open_list(const std::string& dataset, const std::optional<std::string>& date) {
    auto list = std::ranges::find(lists_, dataset, &List::dataset);
    if (list == lists_.end()) {
      if (lists_.size() == kMaxLists) {
        return fail(ErrorCode::too_large, "more lists than an index can hold");
      }
      list = lists_.insert(lists_.end(), List{.dataset = dataset, .old = std::nullopt});
    }
    if (list->is_begun) {
      return fail(ErrorCode::bad_request, "the dataset was begun before");
    }
    list->is_begun = true;
    list->date = date;
    current_ = static_cast<std::uint32_t>(list - lists_.begin());
    return {};
  }

  Status add_test_list() {
    if (const Status opened = open_list(std::string(kTestDataset), std::string(kTestListDate)); !opened) {
      return opened;
    }
    for (const EmbeddedFile& file : embedded_catalogue()) {
      std::string_view rest = file.path == kTestListFile ? file.text : std::string_view();
      while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const auto row = parse_list_row(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (!row) {
          return fail(ErrorCode::internal, "starter.tsv: a row that is none");
        }
        if (const Status added = add(*row); !added) {
          return added;
        }
      }
    }
    return {};
  }

  Status finish_stages() {
    imprints_.finish();
    return stage_.finish();
  }

  // The live lists that nothing replaces; the test list is always replaced.
  [[nodiscard]] OldLists replaced_lists() const {
    OldLists old;
    if (base_.imported) {
      old.segment = base_.imported->segment.get();
      old.numbers.resize(base_.is_kept.size());
      old.imprint_numbers.resize(base_.is_kept.size());
      for (std::size_t number = 0; number < lists_.size(); ++number) {
        const List& list = lists_[number];
        if (list.old && list.dataset != kTestDataset) {
          if (!list.has_keys) old.numbers[*list.old] = static_cast<std::uint16_t>(number);
          // Damaged pictures are in nobody's way who has none.
          const bool has_any = old.segment->lists()[*list.old].imprints != 0;
          if (has_any && !list.has_imprints) old.imprint_numbers[*list.old] = static_cast<std::uint16_t>(number);
        }
      }
    }
    return old;
  }

  Status survey_lists(SegmentMerge& merge, SegmentSurvey& out) const {
    auto found = survey(merge, lists_.size());
    if (!found) {
      return std::unexpected(found.error());
    }
    out = *std::move(found);
    for (std::size_t number = 0; number < lists_.size(); ++number) {
      const List& list = lists_[number];
      if (list.is_begun && !list.has_keys && !list.has_imprints) {
        return fail(ErrorCode::bad_request, "a list without rows");
      }
      const ListInfo* old = old_info(list);
      if (old != nullptr && ((!list.has_keys && out.lists[number].records != old->records) ||
                             (!list.has_imprints && out.lists[number].imprints != old->imprints))) {
        return fail(ErrorCode::corrupt, "a list that is carried over is not whole any more");
      }
    }
    return {};
  }

  Status make_catalogue(FileDigest& digest) const {
    const fs::path file = building() / kCatalogueFile;
    if (const Status written = write_catalogue_file(file); !written) {
      return written;
    }
    auto read = digest_file(file);
    if (!read) {
      return std::unexpected(read.error());
    }
    digest = *std::move(read);
    return {};
  }

  [[nodiscard]] Status write_catalogue_file(const fs::path& file) const {
    if (catalogue_) {
      return write_catalogue(file, *catalogue_);
    }
    if (has_feed_catalogue()) {
      return link_or_copy(live_folder() / kCatalogueFile, file);
    }
    const auto own = read_catalogue_source(embedded_catalogue());
    return own ? write_catalogue(file, *own) : std::unexpected(own.error());
  }

  // The list as the live segment has it; null for a new one.
  [[nodiscard]] const ListInfo* old_info(const List& list) const {
    return list.old ? &base_.imported->segment->lists()[*list.old] : nullptr;
  }

  // Gives every list its date and its radius; whether any of them is not in the live generation just so.
  bool date_lists(const SegmentSurvey& found) {
    bool has_changed = false;
    for (std::size_t number = 0; number < lists_.size(); ++number) {
      List& list = lists_[number];
      const ListInfo* old = old_info(list);
      if (!list.radius) {
        list.radius = old == nullptr || list.has_imprints ? kDefaultRadius : old->radius;
      }
      const bool is_same = !list.is_begun || (old != nullptr && *list.radius == old->radius &&
                                              found.lists[number].digest == old_digest(list.dataset));
      if (is_same && (!list.date || *list.date == old->date)) {
        list.date = old->date;
      } else {
        has_changed = true;
        list.date = list.date.value_or(format_utc_date(std::chrono::floor<std::chrono::days>(now_)));
      }
    }
    return has_changed;
  }

  [[nodiscard]] std::string old_digest(const std::string& dataset) const {
    const auto found = base_.manifest ? base_.manifest->list_digests.find(dataset)
                                      : std::map<std::string, std::string>::const_iterator();
    return base_.manifest && found != base_.manifest->list_digests.end() ? found->second : "";
  }

  Result<Outcome> write(SegmentMerge& merge, const SegmentSurvey& found, const FileDigest& catalogue) {
    GenerationManifest manifest{
        .packs = {}, .catalogue = catalogue, .has_feed_catalogue = has_feed_catalogue(), .list_digests = {}};
    std::vector<ListInfo> lists;
    for (std::size_t number = 0; number < lists_.size(); ++number) {
      lists.push_back({.dataset = lists_[number].dataset,
                       .date = lists_[number].date.value_or(""),
                       .records = {},
                       .radius = lists_[number].radius.value_or(kDefaultRadius)});
      manifest.list_digests[lists_[number].dataset] = found.lists[number].digest;
    }
    const fs::path file = pack_path(building(), kImportedPack);
    Status written;
    {
      auto sink = SegmentFile::create(file);
      written = sink ? build_segment(*sink, merge, std::move(lists), found) : std::unexpected(sink.error());
    }
    const auto pack = written ? PackFile::open(file) : std::unexpected(written.error());
    if (!pack) {
      return std::unexpected(pack.error());
    }
    if (base_.imported && !base_.imported->mapping.is_whole()) {
      return fail(ErrorCode::corrupt, "the live pack was cut short");
    }
    manifest.packs.push_back(
        {kImportedPack, static_cast<std::int64_t>(pack->mapping.bytes().size()), pack->segment->root_hash()});
    std::error_code ignored;
    fs::remove(building() / kRunsFile, ignored);
    return publish(manifest);
  }

  Result<Outcome> publish(GenerationManifest& manifest) const {
    if (const Status carried = packs_.carry(building(), manifest.packs); !carried) {
      return std::unexpected(carried.error());
    }
    auto name = publish_generation(data_folder_, manifest, now_);
    return name ? Result<Outcome>(Outcome{std::move(*name), true}) : std::unexpected(name.error());
  }

  fs::path data_folder_;
  std::chrono::sys_seconds now_;
  FileLock lock_;
  LiveBase base_;
  std::vector<List> lists_;  // by number
  std::uint32_t current_ = 0;
  bool keeps_labels_ = false;
  FeedPacks packs_;
  std::optional<CatalogueSource> catalogue_;
  RecordStage stage_;
  ImprintStage imprints_;
};

GenerationBuilder::GenerationBuilder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GenerationBuilder::GenerationBuilder(GenerationBuilder&&) noexcept = default;
GenerationBuilder& GenerationBuilder::operator=(GenerationBuilder&&) noexcept = default;
GenerationBuilder::~GenerationBuilder() = default;

Result<GenerationBuilder> GenerationBuilder::begin(const fs::path& data_folder, std::chrono::sys_seconds now) {
  const fs::path generations = building_path(data_folder).parent_path();
  if (const Status made = make_private_folder(generations); !made) {
    return std::unexpected(made.error());
  }
  auto lock = FileLock::take(data_folder / "build.lock", FileLock::Kind::exclusive);
  if (!lock) {
    return std::unexpected(lock.error());
  }
  auto base = open_live_base(data_folder);
  if (!base) {
    return std::unexpected(base.error());
  }
  remove_leftovers(data_folder, base->name);
  if (const Status made = make_private_folder(building_path(data_folder)); !made) {
    return std::unexpected(made.error());
  }
  return GenerationBuilder(std::make_unique<Impl>(data_folder, now, std::move(*lock), *std::move(base)));
}

std::optional<GenerationBuilder::Damage> GenerationBuilder::damage() const {
  return impl_->damage();
}

void GenerationBuilder::keep_labels() {
  impl_->keep_labels();
}

Status GenerationBuilder::begin_list(const std::string& dataset, const std::optional<std::string>& date) {
  return impl_->begin_list(dataset, date);
}

Status GenerationBuilder::set_radius(int bits) {
  return impl_->set_radius(bits);
}

Status GenerationBuilder::add(const ListRow& row) {
  return impl_->add(row);
}

Status GenerationBuilder::put_pack(const std::string& id, const fs::path& file) {
  return impl_->put_pack(id, file);
}

void GenerationBuilder::drop_pack(const std::string& id) {
  impl_->drop_pack(id);
}

void GenerationBuilder::put_catalogue(CatalogueSource catalogue) {
  impl_->put_catalogue(std::move(catalogue));
}

Result<GenerationBuilder::Outcome> GenerationBuilder::finish(const ShowKeys& show) {
  const auto spent = std::move(impl_);
  return spent->finish(show);
}

}  // namespace bycatch
