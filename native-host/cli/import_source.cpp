#include "import_source.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "download.h"
#include "durable_file.h"
#include "file_digest.h"
#include "generation.h"
#include "live_index.h"
#include "progress.h"
#include "sha256.h"
#include "source_file.h"
#include "watched_pictures.h"

namespace bycatch {
namespace {

constexpr const char* kDownloads = "downloads";
// Of a list whose size nobody told us; the largest that is published, YFCC100M's, has 60 GB unpacked.
constexpr std::uint64_t kMaxDownloadBytes = 64'000'000'000;

std::string_view words_for(RowFault fault) {
  switch (fault) {
    case RowFault::columns:
      return "that are not of the format's layout";
    case RowFault::platform:
      return "of an unknown platform";
    case RowFault::kind:
      return "of a kind that the platform is not listed by";
    case RowFault::id:
      return "whose id is not of its kind's form";
    case RowFault::too_long:
      return "of more than 64 KiB";
    case RowFault::no_identifier:
      return "that name nothing by which lists are kept";
    case RowFault::video:
      return "that name a video";
    case RowFault::not_utf8:
      return "that are not UTF-8 text";
    case RowFault::low_quality:
      return "of pictures with too little to see in them (quality below 50): others would look like them";
  }
  return "";
}

std::string sha256_of(std::string_view text) {
  Sha256 sha256;
  sha256.add(std::as_bytes(std::span(text)));
  return sha256.hex();
}

// "2122 Flickr photos, 168 accounts"
std::string holdings_text(const ListInfo& list) {
  constexpr std::array<std::pair<KeySpace, const char*>, 5> kNouns = {{{KeySpace::flickr_photo, "Flickr photo"},
                                                                       {KeySpace::asset, "Instagram picture"},
                                                                       {KeySpace::instagram_media, "Instagram post"},
                                                                       {KeySpace::flickr_account, "account"},
                                                                       {KeySpace::tag, "tag"}}};
  std::string text;
  const auto add = [&](const std::string& words) { text += (text.empty() ? "" : ", ") + words; };
  for (const auto& [space, noun] : kNouns) {
    if (const auto count = list.records[static_cast<std::size_t>(space)]; count != 0) {
      add(count_of(static_cast<std::int64_t>(count), noun));
    }
  }
  if (list.imprints != 0) {
    add(count_of(static_cast<std::int64_t>(list.imprints), "picture"));
  }
  if (const auto urls = list.records[static_cast<std::size_t>(KeySpace::url)]; urls != 0) {
    add(std::to_string(urls) + (urls == 1 ? " other address" : " other addresses"));
  }
  return text;
}

std::string damage_text(const GenerationBuilder::Damage& damage) {
  const auto names = [](const std::vector<std::string>& datasets) {
    std::string text;
    for (const std::string& dataset : datasets) text += (text.empty() ? "" : ", ") + dataset;
    return text;
  };
  std::string text = "the index on this machine is damaged";
  if (!damage.lost.empty()) {
    text += "; lost, import again: " + names(damage.lost);
  }
  if (!damage.knows_all_lost) {
    text += "; which lists it held cannot be read: import yours again";
  }
  return text + (damage.kept.empty() ? "" : "; whole and kept: " + names(damage.kept));
}

}  // namespace

Result<ImportedSource> read_source(const std::filesystem::path& file, const std::string& name, const ReadRules& rules,
                                   const std::optional<std::string>& sha256, const TakeRow& take) {
  Progress progress("reading " + name);
  Sha256 hash;
  std::uint64_t read_bytes = 0;
  std::uint64_t size_bytes = 0;
  auto source = open_source_file(file, [&](std::span<const std::byte> bytes) {
    hash.add(bytes);
    read_bytes += bytes.size();
    progress.show(read_bytes, size_bytes);
  });
  if (!source) {
    return std::unexpected(source.error());
  }
  size_bytes = source->size_bytes;
  auto read = read_published_list(*source->pieces, rules, take);
  if (!read) {
    return std::unexpected(read.error());
  }
  ImportedSource imported{std::move(*read), hash.hex()};
  if (sha256 && *sha256 != imported.sha256) {
    return fail(ErrorCode::hash_mismatch, "its SHA-256 is " + imported.sha256);
  }
  return imported;
}

nlohmann::json json_of(const ImportedSource& source) {
  const ListReport& report = source.read.report;
  nlohmann::json refused = nlohmann::json::object();
  for (std::size_t i = 0; i < kRowFaults; ++i) {
    if (report.refused[i].rows != 0) {
      refused[std::string(to_string(static_cast<RowFault>(i)))] = {{"rows", report.refused[i].rows},
                                                                   {"lines", report.refused[i].lines}};
    }
  }
  return {{"format", to_string(source.read.format)},
          {"sha256", source.sha256},
          {"accepted", report.accepted},
          {"accounts_ignored", report.accounts_ignored},
          {"refused", refused}};
}

void note_refused(Output& output, const std::string& name, const ListReport& report) {
  for (std::size_t i = 0; i < kRowFaults; ++i) {
    const ListReport::Refused& refused = report.refused[i];
    if (refused.rows == 0) {
      continue;
    }
    std::string lines;
    for (const std::uint64_t line : refused.lines) {
      lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    }
    output.note(name + ": refused " + std::to_string(refused.rows) + " rows " +
                std::string(words_for(static_cast<RowFault>(i))) + " (line " + lines +
                (refused.rows > refused.lines.size() ? " ...)" : ")"));
  }
  if (report.accounts_ignored != 0) {
    output.note(name + ": took " + std::to_string(report.accounts_ignored) +
                " rows without their account, which is not an NSID");
  }
}

DownloadFolder::DownloadFolder(const std::filesystem::path& data_folder) : folder_(data_folder / kDownloads) {}

DownloadFolder::~DownloadFolder() {
  std::error_code ignored;
  if (!is_kept_) {
    std::filesystem::remove_all(folder_, ignored);
  }
}

Result<std::filesystem::path> DownloadFolder::fetch(const Wanted& wanted) {
  if (const Status made = make_private_folder(folder_); !made) {
    return std::unexpected(made.error());
  }
  std::filesystem::path file = folder_ / wanted.sha256.value_or(sha256_of(wanted.url));
  std::error_code missing;
  const bool is_there = wanted.size_bytes && std::filesystem::file_size(file, missing) == *wanted.size_bytes;
  if (!is_there) {
    Progress progress("loading");
    const DownloadRules rules{.max_bytes = wanted.size_bytes.value_or(kMaxDownloadBytes),
                              .resume = wanted.sha256.has_value()};
    const Status loaded = download(wanted.url, file, rules, [&](std::uint64_t done, std::uint64_t whole) {
      progress.show(done, whole == 0 ? wanted.size_bytes.value_or(0) : whole);
    });
    if (!loaded) {
      if (loaded.error().code == ErrorCode::too_large) {
        std::filesystem::remove(file, missing);
      }
      return std::unexpected(loaded.error());
    }
  }
  if (!wanted.sha256) {
    return file;
  }
  const auto digest = digest_file(file);
  if (!digest) {
    return std::unexpected(digest.error());
  }
  if (digest->sha256 != *wanted.sha256) {
    std::filesystem::remove(file, missing);
    return fail(ErrorCode::hash_mismatch, "its SHA-256 is " + digest->sha256);
  }
  return file;
}

Result<GenerationBuilder> begin_import(Output& output, const std::filesystem::path& data_folder) {
  auto builder =
      GenerationBuilder::begin(data_folder, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  if (const auto damage = builder ? builder->damage() : std::nullopt) {
    output.note(damage_text(*damage));
  }
  return builder;
}

Exit finish_import(Output& output, GenerationBuilder& builder, const std::string& what, const nlohmann::json& read) {
  const auto damage = builder.damage();
  const auto outcome = [&] {
    Progress progress("sorting and writing", "million keys");
    return builder.finish([&](std::uint64_t done, std::uint64_t whole) { progress.show(done, whole); });
  }();
  if (!outcome) {
    output.failure("import", outcome.error());
    return Exit::failed;
  }
  tell_news(output);
  if (output.is_json()) {
    nlohmann::json json = read;
    json["generation"] = outcome->generation;
    json["changed"] = outcome->changed;
    if (damage) {
      json["damaged"] = {{"kept", damage->kept}, {"lost", damage->lost}, {"all_known", damage->knows_all_lost}};
    }
    output.json(json);
  } else {
    output.text((outcome->changed ? "imported " : "already there: ") + what);
  }
  return Exit::done;
}

std::string held_text(const std::string& dataset) {
  const IndexInUse index = open_index();
  for (const ListInfo& list : index.generation ? index.generation->index().lists() : std::span<const ListInfo>()) {
    if (list.dataset == dataset) {
      return holdings_text(list);
    }
  }
  return "";
}

}  // namespace bycatch
