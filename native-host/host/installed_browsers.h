// The browsers that this user has used, and the manifests by which they find bycatch-host.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host_manifest.h"

namespace bycatch {

struct InstalledBrowser {
  std::string name;                    // "chromium", as in --browser
  std::string title;                   // "Chromium", with its channel when that is not the usual one
  std::vector<ManifestTarget> places;  // in the order in which it looks; its user's own is the first
};

// `root`: what stands for / in what is there for all users.
[[nodiscard]] std::vector<InstalledBrowser> installed_browsers(const std::filesystem::path& root);

// Where a browser stops looking: what is there, whosever it is. Null when there is nothing.
[[nodiscard]] const ManifestTarget* used_by(const InstalledBrowser& browser, const std::filesystem::path& host);

}  // namespace bycatch
