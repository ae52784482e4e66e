// A feed in one tar file, for machines without a network. Files stand in it by their paths from the feed's folder on.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "feed_source.h"

namespace bycatch {

class TarSource final : public FeedSource {
 public:
  static constexpr std::size_t kMaxEntries = 10'000;
  static constexpr std::uint64_t kMaxMetadataBytes = 64 << 20;  // of all of it, which is held in memory

  // Reads the metadata and passes over the rest.
  // Errors: not_found; permission; io; not_a_feed, when it is no tar file or holds no metadata; too_large.
  static Result<TarSource> open(const std::filesystem::path& file);

  Result<std::string> read(const std::string& path, std::uint64_t max_bytes, bool no_cache) override;
  Status load(const std::string& path, std::uint64_t bytes, PartFile& part, bool no_cache,
              const OnLoaded& on_loaded) override;

 private:
  explicit TarSource(std::filesystem::path file) : file_(std::move(file)) {}

  std::filesystem::path file_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace bycatch
