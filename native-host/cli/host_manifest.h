// The file by which a browser finds bycatch-host: <browser folder>/<folder by kind>/org.bycatch.host.json.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace bycatch {

enum class BrowserKind { chromium, firefox };
[[nodiscard]] std::string_view to_string(BrowserKind kind) noexcept;
[[nodiscard]] std::optional<BrowserKind> parse_browser_kind(std::string_view text) noexcept;

// `browser_folder`: Chromium's user data folder (~/.config/chromium), Firefox's ~/.mozilla.
[[nodiscard]] std::filesystem::path manifest_path(const std::filesystem::path& browser_folder, BrowserKind kind);

// bycatch-host beside this program.
// Errors: not_found.
[[nodiscard]] Result<std::filesystem::path> host_program();

[[nodiscard]] std::string manifest_text(const std::filesystem::path& host, BrowserKind kind);

enum class ManifestState {
  missing,
  ours,      // names this bycatch-host
  outdated,  // names this bycatch-host, but lets in another extension
  foreign,   // anything else that stands there
};
[[nodiscard]] ManifestState manifest_state(const std::filesystem::path& manifest, const std::filesystem::path& host,
                                           BrowserKind kind);

// Where browsers on this system look for manifests, as far as their folders are there.
struct BrowserFolder {
  std::filesystem::path folder;
  BrowserKind kind;
};
[[nodiscard]] std::vector<BrowserFolder> browser_folders();

}  // namespace bycatch
