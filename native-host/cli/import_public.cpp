#include "import_public.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "durable_file.h"
#include "embedded_catalogue.h"
#include "import_source.h"
#include "kept_rights.h"
#include "paths.h"
#include "public_source.h"
#include "source_place.h"

namespace bycatch {
namespace {

constexpr const char* kSourcesFile = "sources.json";
constexpr std::size_t kMaxSourcesBytes = std::size_t{1} << 20;

using ByDataset = std::map<std::string, std::vector<PublicSource>>;

Result<ByDataset> read_sources(const std::optional<std::string>& path) {
  std::string text;
  if (path) {
    auto contents = read_small_file(*path, kMaxSourcesBytes);
    if (!contents) {
      return std::unexpected(contents.error());
    }
    text = std::move(*contents);
  } else {
    const auto files = embedded_catalogue();
    const auto found = std::ranges::find(files, kSourcesFile, &EmbeddedFile::path);
    text = found == files.end() ? "" : std::string(found->text);
  }
  auto sources = parse_public_sources(text);
  if (!sources) {
    return std::unexpected(sources.error());
  }
  ByDataset by_dataset;
  for (PublicSource& source : *sources) {
    by_dataset[source.dataset].push_back(std::move(source));
  }
  return by_dataset;
}

// Of a mirror that is a folder.
std::vector<std::filesystem::path> local_files(const ByDataset& sources) {
  std::vector<std::filesystem::path> files;
  for (const auto& [dataset, of_it] : sources) {
    for (const PublicSource& source : of_it) {
      if (const auto place = locate_source(source.url); place && place->url.empty()) files.push_back(place->file);
    }
  }
  return files;
}

bool is_restricted(const std::vector<PublicSource>& sources) {
  return std::ranges::any_of(sources, &PublicSource::is_restricted);
}

std::string licence_of(const std::vector<PublicSource>& sources) {
  const auto stated =
      std::ranges::find_if(sources, [](const PublicSource& source) { return source.licence.has_value(); });
  return stated == sources.end() ? "no licence stated" : *stated->licence;
}

class PublicLists {
 public:
  PublicLists(Output& output, const std::filesystem::path& data_folder, GenerationBuilder& builder)
      : output_(output), downloads_(data_folder), builder_(builder) {}

  // What is about to be loaded.
  void announce(const std::string& dataset, const std::vector<PublicSource>& sources, bool is_taken) {
    std::uint64_t size_bytes = 0;
    std::uint64_t rows = 0;
    for (const PublicSource& source : sources) {
      size_bytes += source.size_bytes;
      rows += source.rows;
    }
    output_.note(dataset + ": " + count_of(static_cast<std::int64_t>(sources.size()), "file") + ", " +
                 std::to_string((size_bytes + 999) / 1000) + " kB" +
                 (rows == 0 ? "" : ", " + std::to_string(rows) + " rows") + "; " + licence_of(sources) +
                 (is_taken ? "" : ". Not loaded: if you keep to that, --accept-licence " + dataset));
  }

  // All of a dataset's files are loaded and read through before the first row of it is taken.
  void take(const std::string& dataset, const std::vector<PublicSource>& sources) {
    std::vector<std::filesystem::path> files;
    for (const PublicSource& source : sources) {
      auto file = fetch(source);
      const auto read =
          file ? read_source(*file, dataset, source.rules, source.sha256, ignore) : std::unexpected(file.error());
      if (!read) {
        output_.failure("import " + dataset, read.error());
        has_failed_ = true;
        return;
      }
      files.push_back(std::move(*file));
    }
    Status added = builder_.begin_list(dataset, {});
    nlohmann::json reports = nlohmann::json::array();
    for (std::size_t i = 0; added && i < files.size(); ++i) {
      const auto read = read_source(files[i], dataset, sources[i].rules, sources[i].sha256,
                                    [&](const ListRow& row) { return builder_.add(row); });
      if (read) {
        note_refused(output_, dataset, read->read.report);
        reports.push_back(json_of(*read));
      } else {
        added = std::unexpected(read.error());
      }
    }
    if (!added) {
      output_.failure("import " + dataset, added.error());
      is_spoilt_ = has_failed_ = true;
      return;
    }
    taken_.push_back(dataset);
    json_.push_back({{"dataset", dataset}, {"files", reports}});
  }

  Exit finish() {
    if (has_failed_) {
      downloads_.keep();
    }
    if (taken_.empty() && !has_failed_) {
      output_.failure("import", Error{ErrorCode::bad_request, "no list is left to load"});
    }
    if (is_spoilt_ || taken_.empty()) {
      return Exit::failed;
    }
    const auto what = count_of(static_cast<std::int64_t>(taken_.size()), "public list");
    const Exit code = finish_import(output_, builder_, what, {{"datasets", json_}});
    if (code == Exit::done && !output_.is_json()) {
      for (const std::string& dataset : taken_) {
        output_.text(dataset + " holds " + held_text(dataset));
      }
    }
    return has_failed_ ? Exit::failed : code;
  }

 private:
  static Status ignore(const ListRow& /*row*/) { return {}; }

  Result<std::filesystem::path> fetch(const PublicSource& source) {
    const auto place = locate_source(source.url);
    if (!place) {
      return std::unexpected(place.error());
    }
    return place->url.empty() ? Result<std::filesystem::path>(place->file)
                              : downloads_.fetch({place->url, source.sha256, source.size_bytes});
  }

  Output& output_;
  DownloadFolder downloads_;
  GenerationBuilder& builder_;
  std::vector<std::string> taken_;
  nlohmann::json json_ = nlohmann::json::array();
  bool has_failed_ = false;
  bool is_spoilt_ = false;  // rows of a list that did not end well are staged
};

// For whoever started this and shows how far it is.
void tell_progress(Output& output, std::ptrdiff_t done, std::ptrdiff_t whole) {
  if (!output.is_json() || whole == 0) return;
  output.json({{"done", done}, {"whole", whole}});
  output.flush();
}

}  // namespace

Exit import_public(Output& output, const PublicArguments& arguments) {
  const auto sources = read_sources(arguments.sources_file);
  const auto folder = data_folder();
  const Status made = folder ? make_private_folder(*folder) : std::unexpected(folder.error());
  if (made && sources) keep_only({.readable = local_files(*sources), .writable = {*folder}});
  auto builder = made ? begin_import(output, *folder) : std::unexpected(made.error());
  if (!sources || !builder) {
    output.failure("import", !sources ? sources.error() : builder.error());
    return Exit::failed;
  }
  PublicLists lists(output, *folder, *builder);
  const auto is_taken = [&](const auto& entry) {
    return !is_restricted(entry.second) ||
           std::ranges::find(arguments.accepted, entry.first) != arguments.accepted.end();
  };
  for (const auto& entry : *sources) {
    lists.announce(entry.first, entry.second, is_taken(entry));
  }
  const auto whole = std::ranges::count_if(*sources, is_taken);
  std::ptrdiff_t done = 0;
  tell_progress(output, done, whole);
  for (const auto& entry : *sources) {
    if (is_taken(entry)) {
      lists.take(entry.first, entry.second);
      tell_progress(output, ++done, whole);
    }
  }
  return lists.finish();
}

}  // namespace bycatch
