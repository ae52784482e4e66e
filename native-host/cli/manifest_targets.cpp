#include "manifest_targets.h"

#include <algorithm>
#include <optional>

#include "acting_user.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

bool is_wanted(const Browser& browser, const BrowserArguments& arguments) {
  return arguments.browsers.empty() || std::ranges::find(arguments.browsers, browser.name) != arguments.browsers.end();
}

bool is_there(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder, ignored);
}

// Firefox from Snap reads what the system's own Firefox reads.
bool has_snap_firefox() {
  return std::ranges::any_of(boxed_browsers(), [](const BoxedBrowser& boxed) {
    return boxed.kind == BrowserKind::firefox && boxed.box == BoxedBrowser::Box::snap;
  });
}

std::vector<ManifestTarget> of_this_user(const BrowserArguments& arguments) {
  std::vector<ManifestTarget> targets;
  for (const Browser& browser : known_browsers(arguments.root)) {
    if (!is_wanted(browser, arguments)) {
      continue;
    }
    const bool is_named = !arguments.browsers.empty() || (browser.name == "firefox" && has_snap_firefox());
    for (const fs::path& folder : browser.user_folders) {
      const bool is_usual = folder == browser.user_folders.front();
      if (is_there(folder) || (is_named && is_usual)) {
        targets.push_back({manifest_in(manifest_folder(folder, browser.kind)), browser.kind, Readers::this_user});
      }
    }
  }
  return targets;
}

std::vector<ManifestTarget> of_all_users(const BrowserArguments& arguments) {
  std::vector<ManifestTarget> targets;
  for (const Browser& browser : known_browsers(arguments.root)) {
    if (!is_wanted(browser, arguments)) {
      continue;
    }
    for (const fs::path& folder : browser.system_folders) {
      const fs::path file = manifest_in(folder);
      if (std::ranges::find(targets, file, &ManifestTarget::file) == targets.end()) {
        targets.push_back({file, browser.kind, Readers::all_users});
      }
    }
  }
  return targets;
}

// Browsers would be left with files that their own user can neither change nor remove.
std::optional<Refusal> refusal_of_root(const std::vector<ManifestTarget>& targets, const std::string& command,
                                       bool is_folder_given) {
  const bool is_another = is_root() && std::ranges::any_of(targets, [](const ManifestTarget& target) {
                            return is_of_another_user(target.file);
                          });
  if (!is_another && (is_folder_given || !is_root_for_a_user())) {
    return std::nullopt;
  }
  return Refusal{Error{ErrorCode::permission, "this runs as root, for a user's own browser"},
                 "Run it without sudo, as that user. For all users: sudo bycatch " + command + " --system"};
}

}  // namespace

std::expected<std::vector<ManifestTarget>, Refusal> manifest_targets(const BrowserArguments& arguments,
                                                                     const std::string& command) {
  if (arguments.is_for_all_users) {
    if (!is_root() && arguments.root == "/") {
      return std::unexpected(Refusal{Error{ErrorCode::permission, "only root can do that for all users"},
                                     "sudo bycatch " + command + " --system"});
    }
    return of_all_users(arguments);
  }
  std::vector<ManifestTarget> targets;
  const bool is_folder_given = !arguments.browser_folder.empty();
  if (is_folder_given) {
    const BrowserKind kind = *parse_browser_kind(arguments.kind);
    const fs::path folder = manifest_folder(fs::absolute(arguments.browser_folder), kind);
    targets.push_back({manifest_in(folder), kind, Readers::this_user});
  } else {
    targets = of_this_user(arguments);
  }
  if (auto refusal = refusal_of_root(targets, command, is_folder_given)) {
    return std::unexpected(std::move(*refusal));
  }
  if (targets.empty()) {
    return std::unexpected(
        Refusal{Error{ErrorCode::not_found, "this user has used none of the browsers that Bycatch knows"},
                "Start your browser once, or name it: bycatch " + command + " --browser chromium"});
  }
  return targets;
}

std::vector<BoxAdvice> advice_on_boxes() {
  std::vector<BoxAdvice> advice;
  for (const BoxedBrowser& boxed : boxed_browsers()) {
    const std::string title(boxed.title);
    if (boxed.box == BoxedBrowser::Box::flatpak) {
      advice.push_back({title + " from Flatpak cannot start other programs", "Use the package of your system instead"});
    } else if (boxed.kind == BrowserKind::firefox) {
      advice.push_back({title + " from Snap has to be allowed to start bycatch-host",
                        "flatpak permission-set webextensions " + std::string(kHostName) + " snap.firefox yes"});
    } else {
      advice.push_back(
          {title + " from Snap cannot start other programs", "Use its package from its maker, or Firefox"});
    }
  }
  return advice;
}

}  // namespace bycatch
