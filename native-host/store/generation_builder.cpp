#include "generation_builder.h"

#include <algorithm>
#include <map>
#include <regex>

#include "catalogue_source.h"
#include "catalogue_writer.h"
#include "durable_file.h"
#include "file_lock.h"
#include "generation.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "generation_publisher.h"
#include "in_turn.h"
#include "index_writer.h"
#include "list_stage.h"
#include "utc_date.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTestListFile = "starter.tsv";
constexpr std::string_view kTestListDate = "2026-01-01";

bool is_dataset_id(const std::string& text) {
  static const std::regex kForm("[a-z0-9][a-z0-9_-]{0,63}");
  return std::regex_match(text, kForm);
}

fs::path staging_path(const fs::path& data_folder) {
  return building_path(data_folder) / "staging.sqlite";
}

// Null when no generation is live yet.
Result<std::shared_ptr<const Generation>> open_live_if_any(const fs::path& data_folder) {
  auto live = Generation::open_live(data_folder);
  return !live && live.error().code == ErrorCode::no_index ? std::shared_ptr<const Generation>() : live;
}

}  // namespace

class GenerationBuilder::Impl {
 public:
  Impl(fs::path data_folder, std::chrono::sys_seconds now, FileLock lock, std::shared_ptr<const Generation> live,
       ListStage stage)
      : data_folder_(std::move(data_folder)),
        now_(now),
        lock_(std::move(lock)),
        live_(std::move(live)),
        stage_(std::move(stage)),
        lists_(live_ ? live_->index().lists().size() : 0) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    std::error_code ignored;
    fs::remove_all(building_path(data_folder_), ignored);
  }

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

  Status add(const ListRow& row) { return stage_.add(current_, row); }

  Result<Outcome> finish() {
    if (const Status tested = add_test_list(); !tested) {
      return std::unexpected(tested.error());
    }
    auto staged = stage_.merge();
    if (!staged) {
      return std::unexpected(staged.error());
    }
    const auto source = read_catalogue_source(embedded_catalogue());
    if (!source) {
      return std::unexpected(source.error());
    }
    const fs::path catalogue_file = building() / kCatalogueFile;
    if (const Status written = write_catalogue(catalogue_file, *source); !written) {
      return std::unexpected(written.error());
    }
    auto catalogue = digest_file(catalogue_file);
    if (!catalogue) {
      return std::unexpected(catalogue.error());
    }
    const auto changes = changed_lists(*staged);
    if (!changes) {
      return std::unexpected(changes.error());
    }
    if (changes->empty() && live_) {
      const auto manifest = read_manifest(live_folder());
      if (manifest && manifest->catalogue == *catalogue) {
        return Outcome{live_->name(), false};
      }
    }
    return write(*changes, *catalogue);
  }

 private:
  struct Begun {
    std::string dataset;
    std::optional<std::string> date;
  };

  [[nodiscard]] fs::path live_folder() const { return generation_path(data_folder_, live_->name()); }
  [[nodiscard]] fs::path building() const { return building_path(data_folder_); }

  Status open_list(const std::string& dataset, const std::optional<std::string>& date) {
    if (std::ranges::any_of(begun_, [&](const auto& entry) { return entry.second.dataset == dataset; })) {
      return fail(ErrorCode::bad_request, "the dataset was begun before");
    }
    current_ = number_of(dataset);
    begun_.emplace(current_, Begun{dataset, date});
    return {};
  }

  // A list keeps its number for good; a new one is put behind the others.
  std::uint32_t number_of(const std::string& dataset) {
    const auto lists = live_ ? live_->index().lists() : std::span<const ListInfo>();
    const auto found = std::ranges::find(lists, dataset, &ListInfo::dataset);
    return static_cast<std::uint32_t>(found != lists.end() ? static_cast<std::size_t>(found - lists.begin())
                                                           : lists_++);
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

  // Of the lists begun those that the live generation does not hold just so.
  Result<std::vector<IndexChange>> changed_lists(const std::map<std::uint32_t, ListStage::Summary>& staged) const {
    auto digests = live_ ? read_list_digests(live_folder() / kIndexFile) : Result<std::vector<std::string>>();
    if (!digests) {
      return std::unexpected(digests.error());
    }
    std::vector<IndexChange> changed;
    for (const auto& [number, begun] : begun_) {
      const auto summary = staged.find(number);
      if (summary == staged.end()) {
        return fail(ErrorCode::bad_request, "a list without rows");
      }
      if (number < digests->size() && (*digests)[number] == summary->second.digest &&
          (!begun.date || *begun.date == live_->index().lists()[number].date)) {
        continue;
      }
      changed.push_back({number, begun.dataset, begun.date.value_or(today()), summary->second});
    }
    return changed;
  }

  [[nodiscard]] std::string today() const { return format_utc_date(std::chrono::floor<std::chrono::days>(now_)); }

  Result<Outcome> write(const std::vector<IndexChange>& changes, const FileDigest& catalogue) {
    const auto live_index = live_ ? std::optional(live_folder() / kIndexFile) : std::nullopt;
    if (const Status written = write_index(building() / kIndexFile, staging_path(data_folder_), live_index, changes);
        !written) {
      return std::unexpected(written.error());
    }
    auto index = digest_file(building() / kIndexFile);
    if (!index) {
      return std::unexpected(index.error());
    }
    std::error_code ignored;
    fs::remove(staging_path(data_folder_), ignored);
    auto name = publish_generation(data_folder_, {std::move(*index), catalogue}, now_);
    return name ? Result<Outcome>(Outcome{std::move(*name), true}) : std::unexpected(name.error());
  }

  fs::path data_folder_;
  std::chrono::sys_seconds now_;
  FileLock lock_;
  std::shared_ptr<const Generation> live_;  // null before the first
  ListStage stage_;
  std::size_t lists_;  // numbers given so far
  std::uint32_t current_ = 0;
  std::map<std::uint32_t, Begun> begun_;
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
  auto live = open_live_if_any(data_folder);
  if (!live) {
    return std::unexpected(live.error());
  }
  remove_leftovers(data_folder, *live ? (*live)->name() : std::string_view());
  if (const Status made = make_private_folder(building_path(data_folder)); !made) {
    return std::unexpected(made.error());
  }
  auto stage = ListStage::create(staging_path(data_folder));
  if (!stage) {
    return std::unexpected(stage.error());
  }
  return GenerationBuilder(
      std::make_unique<Impl>(data_folder, now, std::move(*lock), std::move(*live), std::move(*stage)));
}

Status GenerationBuilder::begin_list(const std::string& dataset, const std::optional<std::string>& date) {
  return impl_->begin_list(dataset, date);
}

Status GenerationBuilder::add(const ListRow& row) {
  return impl_->add(row);
}

Result<GenerationBuilder::Outcome> GenerationBuilder::finish() {
  const auto spent = std::move(impl_);
  return spent->finish();
}

}  // namespace bycatch
