#include "host_manifest.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "origin.h"
#include "own_program.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxManifestBytes = std::size_t{64} * 1024;

nlohmann::json manifest_json(const std::filesystem::path& host, BrowserKind kind) {
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

std::filesystem::path manifest_path(const std::filesystem::path& browser_folder, BrowserKind kind) {
  const char* folder = kind == BrowserKind::chromium ? "NativeMessagingHosts" : "native-messaging-hosts";
  return browser_folder / folder / (std::string(kHostName) + ".json");
}

Result<std::filesystem::path> host_program() {
  auto folder = own_program_folder();
  if (!folder) {
    return folder;
  }
  std::error_code ignored;
  if (auto host = *folder / "bycatch-host"; std::filesystem::is_regular_file(host, ignored)) {
    return host;
  }
  return fail(ErrorCode::not_found, "bycatch-host is not beside bycatch");
}

std::string manifest_text(const std::filesystem::path& host, BrowserKind kind) {
  return manifest_json(host, kind).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

ManifestState manifest_state(const std::filesystem::path& manifest, const std::filesystem::path& host,
                             BrowserKind kind) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(manifest, ignored))) {
    return ManifestState::missing;
  }
  const auto text = read_small_file(manifest, kMaxManifestBytes);
  const auto json = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
  const auto expected = manifest_json(host, kind);
  if (!json.is_object() || !json.contains("name") || !json.contains("path") || json["name"] != expected["name"] ||
      json["path"] != expected["path"]) {
    return ManifestState::foreign;
  }
  return json == expected ? ManifestState::ours : ManifestState::outdated;
}

std::vector<BrowserFolder> browser_folders() {
  std::vector<BrowserFolder> known;
  if (const char* home = std::getenv("HOME"); home != nullptr) {
    for (const char* name : {"chromium", "google-chrome", "microsoft-edge", "BraveSoftware/Brave-Browser", "vivaldi"}) {
      known.push_back({std::filesystem::path(home) / ".config" / name, BrowserKind::chromium});
    }
    known.push_back({std::filesystem::path(home) / ".mozilla", BrowserKind::firefox});
  }
  std::erase_if(known, [](const BrowserFolder& browser) {
    std::error_code ignored;
    return !std::filesystem::is_directory(browser.folder, ignored);
  });
  return known;
}

}  // namespace bycatch
