// A feed as its publisher serves it, brought into a folder file for file, to be served from there. Nothing is put there
// that is not signed as the root says; a copy that ends anywhere leaves the state before it whole, and is gone on with.
//
// <folder>/metadata, targets   the feed (FEED.md)
// <folder>/.copy/              what was accepted of the metadata, and what is being loaded
//
// Threads:  one.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "http_source.h"
#include "result.h"

namespace bycatch {

struct CopyRequest {
  std::filesystem::path folder;
  std::string from;  // address of the feed
  std::string root;  // signed bytes that are trusted
  HttpRules http;
  HttpSource::Pause pause;
};

struct CopyOutcome {
  std::int64_t timestamp_version = 0;
  std::size_t loaded_files = 0;  // of the targets
  std::uint64_t loaded_bytes = 0;
};

class FeedCopy {
 public:
  explicit FeedCopy(CopyRequest request) : request_(std::move(request)) {}

  // Files of the state before stay until a run that finds nothing new: somebody may be at them.
  // Errors: bad_request, when the address may not be one; busy; those of refresh_metadata(), load_payload(), writing.
  Result<CopyOutcome> run(std::chrono::sys_seconds now);

  // How long the server wants to be left alone, as it said in the last run.
  [[nodiscard]] std::optional<std::chrono::seconds> asked_wait() const noexcept { return asked_wait_; }

 private:
  CopyRequest request_;
  std::optional<std::chrono::seconds> asked_wait_;
};

}  // namespace bycatch
