#include "installed_browsers.h"

namespace bycatch {

namespace fs = std::filesystem;

std::vector<InstalledBrowser> installed_browsers(const fs::path& root) {
  std::vector<InstalledBrowser> found;
  for (const Browser& browser : known_browsers(root)) {
    std::vector<ManifestTarget> for_all;
    for_all.reserve(browser.system_folders.size());
    for (const fs::path& folder : browser.system_folders) {
      for_all.push_back({manifest_in(folder), browser.kind, Readers::all_users});
    }
    for (const fs::path& folder : browser.user_folders) {
      std::error_code ignored;
      if (!fs::is_directory(folder, ignored)) {
        continue;
      }
      const bool is_usual = folder == browser.user_folders.front();
      InstalledBrowser installed{std::string(browser.name), std::string(browser.title), {}};
      if (!is_usual) {
        installed.title += " (" + folder.filename().string() + ")";
      }
      installed.places.push_back(
          {manifest_in(manifest_folder(folder, browser.kind)), browser.kind, Readers::this_user});
      installed.places.insert(installed.places.end(), for_all.begin(), for_all.end());
      found.push_back(std::move(installed));
    }
  }
  return found;
}

const ManifestTarget* used_by(const InstalledBrowser& browser, const fs::path& host) {
  for (const ManifestTarget& place : browser.places) {
    if (manifest_state(place.file, host, place.kind) != ManifestState::missing) {
      return &place;
    }
  }
  return nullptr;
}

}  // namespace bycatch
