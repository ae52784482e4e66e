#include "host_manifest.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "origin.h"
#include "own_program.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxManifestBytes = std::size_t{64} * 1024;
constexpr const char* kHostFile = "bycatch-host";

// Discarded when it is not there, too long or no JSON.
nlohmann::json read_manifest_json(const fs::path& manifest) {
  const auto text = read_small_file(manifest, kMaxManifestBytes);
  return nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
}

// As make_private_folder(), but all users can look into what it makes.
Status make_open_folder(const fs::path& path) {
  std::error_code error;
  if (path.empty() || fs::is_directory(path, error)) {
    return {};
  }
  if (const Status above = make_open_folder(path.parent_path()); !above) {
    return above;
  }
  if (const Status made = make_private_folder(path); !made) {
    return made;
  }
  fs::permissions(path, fs::perms(0755), error);
  return error ? fail(ErrorCode::io, error.message()) : Status();
}

nlohmann::json manifest_json(const fs::path& host, BrowserKind kind) {
  nlohmann::json manifest = {{"name", kHostName},
                             {"description", "Looks photos up in the lists held on this machine"},
                             {"path", host.string()},
                             {"type", "stdio"}};
  if (kind == BrowserKind::chromium) {
    manifest["allowed_origins"] = {"chrome-extension://" + std::string(kChromiumId) + "/"};
  } else {
    manifest["allowed_extensions"] = {std::string(kFirefoxId)};
  }
  return manifest;
}

}  // namespace

std::string_view to_string(BrowserKind kind) noexcept {
  return kind == BrowserKind::chromium ? "chromium" : "firefox";
}

std::optional<BrowserKind> parse_browser_kind(std::string_view text) noexcept {
  for (const BrowserKind kind : {BrowserKind::chromium, BrowserKind::firefox}) {
    if (text == to_string(kind)) {
      return kind;
    }
  }
  return std::nullopt;
}

fs::path manifest_in(const fs::path& folder) {
  return folder / (std::string(kHostName) + ".json");
}

Result<fs::path> host_program() {
  auto folder = own_program_folder();
  if (!folder) {
    return folder;
  }
  std::error_code ignored;
  if (auto host = *folder / kHostFile; fs::is_regular_file(host, ignored)) {
    return host;
  }
  return fail(ErrorCode::not_found, "bycatch-host is not beside bycatch");
}

std::string manifest_text(const fs::path& host, BrowserKind kind) {
  return manifest_json(host, kind).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

ManifestState manifest_state(const fs::path& manifest, const fs::path& host, BrowserKind kind) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(manifest, ignored))) {
    return ManifestState::missing;
  }
  const auto json = read_manifest_json(manifest);
  const auto expected = manifest_json(host, kind);
  if (!json.is_object() || !json.contains("name") || json["name"] != expected["name"]) {
    return ManifestState::foreign;
  }
  const fs::path named = host_named_in(manifest);
  if (named != host) {
    const bool is_gone = named.filename() == kHostFile && !fs::exists(named, ignored);
    return is_gone ? ManifestState::dangling : ManifestState::foreign;
  }
  return json == expected ? ManifestState::ours : ManifestState::outdated;
}

fs::path host_named_in(const fs::path& manifest) {
  const auto json = read_manifest_json(manifest);
  const auto path = json.is_object() ? json.find("path") : json.end();
  return json.is_object() && path != json.end() && path->is_string() ? fs::path(path->get<std::string>()) : fs::path();
}

Status write_manifest(const fs::path& manifest, const fs::path& host, BrowserKind kind, Readers readers) {
  const Status made = readers == Readers::this_user ? make_private_folder(manifest.parent_path())
                                                    : make_open_folder(manifest.parent_path());
  const Status written = made ? replace_file(manifest, manifest_text(host, kind)) : made;
  if (!written || readers == Readers::this_user) {
    return written;
  }
  std::error_code error;
  fs::permissions(manifest, fs::perms(0644), error);
  return error ? fail(ErrorCode::io, error.message()) : Status();
}

Result<bool> remove_manifest(const fs::path& manifest, Readers readers) {
  std::error_code error;
  const bool is_removed = fs::remove(manifest, error);
  if (error) {
    return fail(error == std::errc::permission_denied ? ErrorCode::permission : ErrorCode::io, error.message());
  }
  if (is_removed && readers == Readers::all_users) {
    // Only empty folders can be removed so.
    const bool is_last = fs::remove(manifest.parent_path(), error);
    if (is_last && !error) {
      fs::remove(manifest.parent_path().parent_path(), error);
    }
  }
  return is_removed;
}

}  // namespace bycatch
