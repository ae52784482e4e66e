// Lists on their way into the next generation: had from a file or an address, verified while they are read.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "command.h"
#include "generation_builder.h"
#include "published_list.h"

namespace bycatch {

struct ImportedSource {
  ReadOutcome read;
  std::string sha256;  // of the file as it lies on the disk, hexadecimal
};

// Reads the whole of `file`, which a message calls `name`.
// Errors: hash_mismatch, when it is not the file with `sha256`; those of open_source_file(), read_published_list(),
// `take`.
Result<ImportedSource> read_source(const std::filesystem::path& file, const std::string& name, const ReadRules& rules,
                                   const std::optional<std::string>& sha256, const TakeRow& take);

// What was taken and what was not, by reason.
[[nodiscard]] nlohmann::json json_of(const ImportedSource& source);
void note_refused(Output& output, const std::string& name, const ListReport& report);

// The folder of files that are on their way from the web. Only who holds the builder's lock may use it.
class DownloadFolder {
 public:
  explicit DownloadFolder(const std::filesystem::path& data_folder);
  DownloadFolder(const DownloadFolder&) = delete;
  DownloadFolder& operator=(const DownloadFolder&) = delete;
  ~DownloadFolder();  // removes what keep() was not called for

  struct Wanted {
    std::string url;
    std::optional<std::string> sha256;
    std::optional<std::uint64_t> size_bytes;
  };
  // One address is had once. One whose hash is known goes on where an earlier try ended.
  // Errors: those of download(); hash_mismatch and too_large, when other bytes stand there: they are thrown away.
  Result<std::filesystem::path> fetch(const Wanted& wanted);

  // Leaves parts of files with a known hash for the next try.
  void keep() { is_kept_ = true; }

 private:
  std::filesystem::path folder_;
  bool is_kept_ = false;
};

// Says what is lost when the live index is damaged.
[[nodiscard]] Result<GenerationBuilder> begin_import(Output& output, const std::filesystem::path& data_folder);

// Makes the builder's lists live and says so; `what` and `read` tell of them.
Exit finish_import(Output& output, GenerationBuilder& builder, const std::string& what, const nlohmann::json& read);

// "2122 Flickr photos, 168 accounts": what the live list of `dataset` holds; empty when there is none.
[[nodiscard]] std::string held_text(const std::string& dataset);

}  // namespace bycatch
