#include "browser_checkup.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "acting_user.h"
#include "browser_places.h"
#include "host_manifest.h"
#include "installed_browsers.h"
#include "manifest_targets.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBrowserCheck = "browser";

bool may_write(const ManifestTarget& place, const fs::path& root) {
  return place.readers == Readers::this_user ? !is_root_for_a_user() && !is_of_another_user(place.file)
                                             : is_root() || root != "/";
}

void mend(const InstalledBrowser& browser, const fs::path& host, const fs::path& root) {
  const ManifestTarget* used = used_by(browser, host);
  if (used == nullptr || !may_write(*used, root)) {
    return;
  }
  const ManifestState state = manifest_state(used->file, host, used->kind);
  if (state == ManifestState::outdated || state == ManifestState::dangling) {
    static_cast<void>(write_manifest(used->file, host, used->kind, used->readers));
  }
}

void make_known(const std::vector<InstalledBrowser>& browsers, const fs::path& host, const fs::path& root) {
  const bool is_known =
      std::ranges::any_of(browsers, [&](const InstalledBrowser& browser) { return used_by(browser, host); });
  for (const InstalledBrowser& browser : browsers) {
    const ManifestTarget& own = browser.places.front();
    if (!is_known && may_write(own, root)) {
      static_cast<void>(write_manifest(own.file, host, own.kind, own.readers));
    }
  }
}

// Whether ours is in another of the places, where it is not seen.
bool is_hidden(const InstalledBrowser& browser, const ManifestTarget* used, const fs::path& host) {
  return std::ranges::any_of(browser.places, [&](const ManifestTarget& place) {
    return &place != used && manifest_state(place.file, host, place.kind) == ManifestState::ours;
  });
}

Finding finding_of(const InstalledBrowser& browser, const fs::path& host) {
  const std::string command = "bycatch register --browser " + browser.name;
  const ManifestTarget* used = used_by(browser, host);
  if (used == nullptr) {
    return {kBrowserCheck, false, browser.title + " does not know bycatch-host", command};
  }
  const std::string name = browser.title + " uses " + used->file.string();
  const bool is_for_all = used->readers == Readers::all_users;
  const std::string mending = is_for_all ? "sudo bycatch doctor --fix" : "bycatch doctor --fix";
  switch (manifest_state(used->file, host, used->kind)) {
    case ManifestState::ours:
      return {kBrowserCheck, true, name + ", which starts " + host.string(), ""};
    case ManifestState::outdated:
      return {kBrowserCheck, false, name + ", which lets in another extension", mending};
    case ManifestState::dangling:
      return {kBrowserCheck, false, name + ", which names a program that is not there", mending};
    case ManifestState::foreign:
    case ManifestState::missing:
      break;
  }
  const fs::path named = host_named_in(used->file);
  std::string text =
      name + (named.empty() ? ", which cannot be read" : ", which names another program: " + named.string());
  if (is_hidden(browser, used, host)) {
    text += "; it hides ours";
  }
  return {kBrowserCheck, false, text,
          (is_for_all ? "sudo " : "") + command + (is_for_all ? " --system" : "") + " --force"};
}

// Other copies of bycatch-host: where programs usually are, and those that manifests name.
std::vector<fs::path> other_copies(const std::vector<InstalledBrowser>& browsers, const fs::path& host) {
  std::vector<fs::path> folders = {"/usr/bin", "/usr/local/bin", "/usr/libexec/bycatch", "/opt/bycatch/bin"};
  if (const char* home = std::getenv("HOME"); home != nullptr) {
    folders.push_back(fs::path(home) / ".local" / "bin");
  }
  std::vector<fs::path> found;
  const auto add = [&](const fs::path& copy) {
    std::error_code ignored;
    const bool is_another = fs::is_regular_file(copy, ignored) && !fs::equivalent(copy, host, ignored);
    if (is_another && std::ranges::find(found, copy) == found.end()) {
      found.push_back(copy);
    }
  };
  for (const fs::path& folder : folders) {
    add(folder / "bycatch-host");
  }
  for (const InstalledBrowser& browser : browsers) {
    for (const ManifestTarget& place : browser.places) {
      if (const fs::path named = host_named_in(place.file); named.filename() == "bycatch-host") {
        add(named);
      }
    }
  }
  return found;
}

}  // namespace

std::vector<Finding> check_browsers(const fs::path& root, bool mends) {
  const std::vector<InstalledBrowser> browsers = installed_browsers(root);
  const auto found_host = host_program();
  const fs::path host = found_host ? *found_host : fs::path();
  if (mends && found_host) {
    for (const InstalledBrowser& browser : browsers) {
      mend(browser, host, root);
    }
    make_known(browsers, host, root);
  }
  std::vector<Finding> findings;
  findings.reserve(browsers.size());
  for (const InstalledBrowser& browser : browsers) {
    findings.push_back(finding_of(browser, host));
  }
  const bool is_known = std::ranges::any_of(findings, &Finding::ok);
  for (const auto& [problem, remedy] : advice_on_boxes()) {
    findings.push_back(is_known ? Finding{kBrowserCheck, true, problem + ": " + remedy, ""}
                                : Finding{kBrowserCheck, false, problem, remedy});
  }
  if (findings.empty()) {
    findings.push_back({kBrowserCheck, false, "this user has used none of the browsers that Bycatch knows",
                        "Start your browser once, or name it: bycatch register --browser chromium"});
  }
  for (Finding& finding : findings) {
    // Whoever uses one browser with Bycatch need not use all.
    const bool is_unknown = finding.text.ends_with("does not know bycatch-host");
    finding.ok = finding.ok || (is_known && is_unknown);
  }
  for (const fs::path& copy : other_copies(browsers, host)) {
    findings.push_back({"host", true, "another copy: " + copy.string(), ""});
  }
  return findings;
}

}  // namespace bycatch
