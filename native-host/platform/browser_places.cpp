#include "browser_places.h"

#include <array>
#include <cstdlib>
#include <span>

namespace bycatch {

namespace {

namespace fs = std::filesystem;

struct KnownBrowser {
  std::string_view name, title;
  BrowserKind kind;
  std::array<const char*, 3> user;    // below the folder for settings, or HOME
  std::array<const char*, 3> system;  // below /
};

// What Brave, Vivaldi and Opera read for all users has changed with their versions: all places that they have read.
constexpr std::array kKnown{
    KnownBrowser{"chromium", "Chromium", BrowserKind::chromium, {"chromium"}, {"etc/chromium"}},
    KnownBrowser{"chrome",
                 "Chrome",
                 BrowserKind::chromium,
                 {"google-chrome", "google-chrome-beta", "google-chrome-unstable"},
                 {"etc/opt/chrome"}},
    KnownBrowser{"edge",
                 "Edge",
                 BrowserKind::chromium,
                 {"microsoft-edge", "microsoft-edge-beta", "microsoft-edge-dev"},
                 {"etc/opt/edge"}},
    KnownBrowser{
        "brave",
        "Brave",
        BrowserKind::chromium,
        {"BraveSoftware/Brave-Browser", "BraveSoftware/Brave-Browser-Beta", "BraveSoftware/Brave-Browser-Nightly"},
        {"etc/chromium", "etc/opt/chrome", "etc/opt/brave"}},
    KnownBrowser{"vivaldi",
                 "Vivaldi",
                 BrowserKind::chromium,
                 {"vivaldi", "vivaldi-snapshot"},
                 {"etc/opt/vivaldi", "etc/chromium", "etc/opt/chrome"}},
    KnownBrowser{"opera",
                 "Opera",
                 BrowserKind::chromium,
                 {"opera", "opera-beta", "opera-developer"},
                 {"etc/opt/opera", "etc/opt/chrome", "etc/chromium"}},
    KnownBrowser{"firefox", "Firefox", BrowserKind::firefox, {".mozilla"}, {"usr/lib/mozilla", "usr/lib64/mozilla"}},
    KnownBrowser{
        "librewolf", "LibreWolf", BrowserKind::firefox, {".librewolf"}, {"usr/lib/librewolf", "usr/lib64/librewolf"}},
};

struct KnownBox {
  std::string_view title;
  BrowserKind kind;
  BoxedBrowser::Box box;
  const char* folder;  // below HOME, made when it is first used
};
constexpr std::array kBoxes{
    KnownBox{"Firefox", BrowserKind::firefox, BoxedBrowser::Box::snap, "snap/firefox"},
    KnownBox{"Chromium", BrowserKind::chromium, BoxedBrowser::Box::snap, "snap/chromium"},
    KnownBox{"Brave", BrowserKind::chromium, BoxedBrowser::Box::snap, "snap/brave"},
    KnownBox{"Opera", BrowserKind::chromium, BoxedBrowser::Box::snap, "snap/opera"},
    KnownBox{"Firefox", BrowserKind::firefox, BoxedBrowser::Box::flatpak, ".var/app/org.mozilla.firefox"},
    KnownBox{"LibreWolf", BrowserKind::firefox, BoxedBrowser::Box::flatpak, ".var/app/io.gitlab.librewolf-community"},
    KnownBox{"Chromium", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/org.chromium.Chromium"},
    KnownBox{"Chrome", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/com.google.Chrome"},
    KnownBox{"Edge", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/com.microsoft.Edge"},
    KnownBox{"Brave", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/com.brave.Browser"},
    KnownBox{"Vivaldi", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/com.vivaldi.Vivaldi"},
    KnownBox{"Opera", BrowserKind::chromium, BoxedBrowser::Box::flatpak, ".var/app/com.opera.Opera"},
};

fs::path folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  const fs::path folder = value == nullptr ? "" : value;
  return folder.is_absolute() ? folder : fs::path();
}

// Where browsers of this kind keep their user's files; empty without HOME.
fs::path home_of(BrowserKind kind) {
  fs::path home = folder_in("HOME");
  if (kind == BrowserKind::firefox) return home;
  fs::path config = folder_in("XDG_CONFIG_HOME");
  if (!config.empty()) return config;
  return home.empty() ? fs::path() : home / ".config";
}

// The second place of a system with two kinds of libraries counts only where a browser has made it.
bool is_place(const fs::path& folder) {
  std::error_code ignored;
  return !folder.native().contains("/lib64/") || fs::is_directory(folder, ignored);
}

}  // namespace

fs::path manifest_folder(const fs::path& user_folder, BrowserKind kind) {
  return user_folder / (kind == BrowserKind::chromium ? "NativeMessagingHosts" : "native-messaging-hosts");
}

std::vector<Browser> known_browsers(const fs::path& root) {
  std::vector<Browser> browsers;
  for (const KnownBrowser& known : kKnown) {
    Browser browser{known.name, known.title, known.kind, {}, {}};
    const fs::path home = home_of(known.kind);
    for (const char* folder : known.user) {
      if (folder != nullptr && !home.empty()) browser.user_folders.push_back(home / folder);
    }
    for (const char* folder : known.system) {
      if (folder != nullptr && is_place(root / folder)) {
        browser.system_folders.push_back(root / folder / "native-messaging-hosts");
      }
    }
    browsers.push_back(std::move(browser));
  }
  return browsers;
}

std::vector<BoxedBrowser> boxed_browsers() {
  std::vector<BoxedBrowser> found;
  const fs::path home = folder_in("HOME");
  if (home.empty()) return found;
  for (const KnownBox& known : kBoxes) {
    std::error_code ignored;
    if (fs::is_directory(home / known.folder, ignored)) found.push_back({known.title, known.kind, known.box});
  }
  return found;
}

}  // namespace bycatch
