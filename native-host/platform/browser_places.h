// The browsers of this system, and where each looks for the manifests of native hosts.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace bycatch {

enum class BrowserKind { chromium, firefox };

struct Browser {
  std::string_view name;   // "chromium", as in --browser
  std::string_view title;  // "Chromium"
  BrowserKind kind;
  // Folders of its user, one a channel, the usual one first: ~/.config/chromium, ~/.mozilla. None without HOME.
  std::vector<std::filesystem::path> user_folders;
  // Folders that hold manifests for all users, in the order in which it looks. It looks at its user's own before.
  std::vector<std::filesystem::path> system_folders;
};

// All that we know of, whether they are there or not. `root`: what stands for / in system_folders.
[[nodiscard]] std::vector<Browser> known_browsers(const std::filesystem::path& root);

// The folder of `user_folder`, or of another place that a browser of this kind is told to keep its user's files in,
// that holds manifests.
[[nodiscard]] std::filesystem::path manifest_folder(const std::filesystem::path& user_folder, BrowserKind kind);

// A browser that runs in a box and is there: its user has used it.
struct BoxedBrowser {
  enum class Box { snap, flatpak };
  std::string_view title;
  BrowserKind kind;
  Box box;
};
[[nodiscard]] std::vector<BoxedBrowser> boxed_browsers();

}  // namespace bycatch
