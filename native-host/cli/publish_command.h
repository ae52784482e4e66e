// What the parts of `bycatch publish` share: each is in a file named after it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "feed_release.h"
#include "workshop.h"

namespace bycatch {

// `app` of the line is the publish command.
void add_publish_init(CommandLine line);
void add_publish_add(CommandLine line);
void add_publish_build(CommandLine line);
void add_publish_key(CommandLine line);
void add_publish_rotate(CommandLine line);
void add_publish_check(CommandLine line);
void add_publish_upload(CommandLine line);
void add_publish_watchpack(CommandLine line);

// The arguments that all of them know.
struct PublishArguments {
  std::filesystem::path folder;
  std::string passphrase_file;
  std::string time;

  void add_folder_to(CLI::App& command);
  void add_passphrase_to(CLI::App& command);
  void add_time_to(CLI::App& command);  // checked while it is parsed

  // The first line of the file, else BYCATCH_PASSPHRASE; empty when there is neither.
  // Errors: those of read_small_file().
  [[nodiscard]] Result<std::string> passphrase() const;
  [[nodiscard]] std::chrono::sys_seconds now() const;
};

// The role that is called so.
[[nodiscard]] std::optional<FeedRole> role_named(std::string_view name);

// The keys of targets, snapshot and timestamp that `root` names; one that waited for that root takes its place.
// Errors: those of SigningKey::read(); bad_request, when the root names another key.
[[nodiscard]] Result<Signers> read_signers(const Workshop& workshop, const nlohmann::json& root,
                                           const std::string& passphrase);

// Output::failure() in the words of a publisher's work.
Exit publish_failed(Output& output, std::string_view doing, const Error& error);

}  // namespace bycatch
