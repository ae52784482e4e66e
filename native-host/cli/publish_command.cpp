// bycatch publish init|add|build|key|rotate|check|upload DIR
#include "publish_command.h"

#include <algorithm>
#include <cstdlib>

#include "durable_file.h"
#include "feed_root.h"
#include "utc_time.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxPassphraseFile = 4096;

Explanation explain_publishing(ErrorCode code) {
  switch (code) {
    case ErrorCode::busy:
      return {"another command is at work in this folder", "Wait until it has ended and try again"};
    case ErrorCode::not_found:
      return {"it is not there", "Check the name; `bycatch publish init DIR` begins a feed"};
    case ErrorCode::bad_format:
      return {"it is not of its form", "Mend or replace what is named; nothing was published"};
    case ErrorCode::corrupt:
      return {"a file is damaged", "Restore it from a copy and try again; nothing was published"};
    case ErrorCode::bad_request:
      return {"that cannot be done", "See what is said in brackets; nothing was published"};
    case ErrorCode::signature:
    case ErrorCode::threshold:
      return {"too few of the role's own keys signed it", "Sign with the keys that the root names"};
    case ErrorCode::root_chain:
      return {"the roots do not follow one another", "Restore the roots that were published: none may be missing"};
    case ErrorCode::expired:
      return {"it has expired",
              "Run bycatch publish build; if it is the root, bycatch publish rotate DIR --root-key FILE"};
    case ErrorCode::rollback:
      return {"it is older than what names it", "Run bycatch publish build"};
    case ErrorCode::truncated:
    case ErrorCode::too_large:
    case ErrorCode::hash_mismatch:
      return {"these are not the bytes that were signed", "Put the published files back, or run bycatch publish build"};
    case ErrorCode::delta_unusable:
    case ErrorCode::result_mismatch:
      return {"what is said of a pack is not what it is", "Run bycatch publish build"};
    case ErrorCode::suspicious_shrink:
      return {"a fifth or more of what people hold would go",
              "If that is meant, bycatch publish build DIR --allow-shrink; else add what is missing"};
    default:
      return explain(code);
  }
}

bool names_key(const nlohmann::json& root, FeedRole role, const std::string& id) {
  const auto ids = key_ids(root, role);
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

void PublishArguments::add_folder_to(CLI::App& command) {
  command.add_option("DIR", folder, "The publisher's folder; DIR/feed in it is what is given out")->required();
}

void PublishArguments::add_passphrase_to(CLI::App& command) {
  command.add_option("--passphrase-file", passphrase_file,
                     "File with the keys' passphrase in its first line; else BYCATCH_PASSPHRASE");
}

void PublishArguments::add_time_to(CLI::App& command) {
  command.add_option("--time", time, "Time to write in, YYYY-MM-DDTHH:MM:SSZ; now if not given")
      ->check([](const std::string& text) { return parse_utc_time(text) ? "" : "a time is YYYY-MM-DDTHH:MM:SSZ"; });
}

Result<std::string> PublishArguments::passphrase() const {
  if (passphrase_file.empty()) {
    const char* given = std::getenv("BYCATCH_PASSPHRASE");  // NOLINT(concurrency-mt-unsafe): one thread
    return given == nullptr ? std::string() : std::string(given);
  }
  const auto text = read_small_file(passphrase_file, kMaxPassphraseFile);
  return text ? Result<std::string>(text->substr(0, text->find_first_of("\r\n"))) : std::unexpected(text.error());
}

std::chrono::sys_seconds PublishArguments::now() const {
  return parse_utc_time(time).value_or(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

std::optional<FeedRole> role_named(std::string_view name) {
  for (const FeedRole role : kFeedRoles) {
    if (to_string(role) == name) return role;
  }
  return std::nullopt;
}

Result<Signers> read_signers(const Workshop& workshop, const nlohmann::json& root, const std::string& passphrase) {
  Signers signers;
  for (const FeedRole role : {FeedRole::targets, FeedRole::snapshot, FeedRole::timestamp}) {
    const std::string name(to_string(role));
    auto key = SigningKey::read(workshop.key(role), passphrase);
    if (!key || !names_key(root, role, key->id())) {
      auto next = SigningKey::read(workshop.next_key(role), passphrase);
      if (next && names_key(root, role, next->id())) {
        std::error_code error;
        std::filesystem::rename(workshop.next_key(role), workshop.key(role), error);
        if (error) return fail(ErrorCode::io, "put the key of " + name + " in its place");
        key = std::move(next);
      }
    }
    if (!key) return fail(key.error().code, "the key of " + name + ": " + key.error().detail);
    if (!names_key(root, role, key->id())) {
      return fail(ErrorCode::bad_request, "the key of " + name + " is not the one that the root names");
    }
    signers[role].push_back(std::move(*key));
  }
  return signers;
}

Exit publish_failed(Output& output, std::string_view doing, const Error& error) {
  output.failure(doing, error, explain_publishing(error.code));
  return Exit::failed;
}

void add_publish(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("publish", "Make a feed that others sync from: signed, static files");
  command->require_subcommand(1);
  for (const auto add : {add_publish_init, add_publish_add, add_publish_build, add_publish_key, add_publish_rotate,
                         add_publish_check, add_publish_upload, add_publish_watchpack}) {
    add({*command, line.run});
  }
}

}  // namespace bycatch
