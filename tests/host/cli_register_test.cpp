// The real `bycatch register`, `unregister` and `doctor`, on homes and systems of the test's own.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "command_run.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHostManifest = "org.bycatch.host.json";

// A user with browsers, and a system.
class Computer {
 public:
  explicit Computer(const std::vector<std::string>& used = {}) {
    for (const std::string& folder : used) fs::create_directories(home() / folder);
  }

  [[nodiscard]] fs::path home() const { return folder_.path() / "home"; }
  [[nodiscard]] fs::path root() const { return folder_.path() / "root"; }
  [[nodiscard]] fs::path manifest_of(const std::string& browser_folder) const {
    const bool is_firefox = browser_folder.starts_with(".mozilla") || browser_folder.starts_with(".librewolf");
    return home() / browser_folder / (is_firefox ? "native-messaging-hosts" : "NativeMessagingHosts") / kHostManifest;
  }

  Ended run(const std::vector<std::string>& words, const CommandRun::Options& options = {}) const {
    return CommandRun(BYCATCH_BINARY, home(), words, options).wait();
  }

  // Lines of `words` with --json that say something of a browser or a manifest.
  std::vector<nlohmann::json> findings(std::vector<std::string> words) const {
    words.emplace_back("--json");
    std::istringstream lines(run(words).out);
    std::vector<nlohmann::json> found;
    for (std::string line; std::getline(lines, line);) {
      auto json = nlohmann::json::parse(line, nullptr, false);
      if (json.value("check", "browser") == "browser") found.push_back(std::move(json));
    }
    return found;
  }

 private:
  TempFolder folder_;
};

// Every manifest below a folder, relative to it.
std::set<std::string> manifests_below(const fs::path& folder) {
  std::set<std::string> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == kHostManifest) found.insert(fs::relative(entry.path(), folder).string());
  }
  return found;
}

void write_file(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::trunc) << text;
}

std::string manifest_naming(const std::string& program) {
  return nlohmann::json{{"name", "org.bycatch.host"}, {"path", program}, {"type", "stdio"}}.dump();
}

}  // namespace

TEST_CASE("cli register: every browser that the user has used, and no other") {
  const Computer computer({".config/chromium", ".config/google-chrome-beta", ".config/BraveSoftware/Brave-Browser",
                           ".config/vivaldi", ".config/opera", ".config/microsoft-edge", ".mozilla", ".librewolf"});
  CHECK(computer.run({"register"}).code == 0);
  const std::set<std::string> all = {".config/chromium/NativeMessagingHosts/org.bycatch.host.json",
                                     ".config/google-chrome-beta/NativeMessagingHosts/org.bycatch.host.json",
                                     ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts/org.bycatch.host.json",
                                     ".config/vivaldi/NativeMessagingHosts/org.bycatch.host.json",
                                     ".config/opera/NativeMessagingHosts/org.bycatch.host.json",
                                     ".config/microsoft-edge/NativeMessagingHosts/org.bycatch.host.json",
                                     ".mozilla/native-messaging-hosts/org.bycatch.host.json",
                                     ".librewolf/native-messaging-hosts/org.bycatch.host.json"};
  CHECK(manifests_below(computer.home()) == all);
  CHECK(computer.run({"unregister", "--user"}).code == 0);
  CHECK(manifests_below(computer.home()).empty());
}

TEST_CASE("cli register: a browser that is named gets its manifest before its first start, and its settings' folder") {
  const Computer computer;
  const Ended none = computer.run({"register"});
  CHECK(none.code == 2);
  CHECK(none.err.contains("bycatch register --browser chromium"));
  CHECK(computer.run({"register", "--browser", "chrome", "--browser", "firefox"}).code == 0);
  CHECK(manifests_below(computer.home()) ==
        std::set<std::string>{".config/google-chrome/NativeMessagingHosts/org.bycatch.host.json",
                              ".mozilla/native-messaging-hosts/org.bycatch.host.json"});
  const auto config = computer.home() / "settings";
  CHECK(computer
            .run({"register", "--browser", "edge"},
                 {.input = {}, .max_file_bytes = {}, .environment = {{"XDG_CONFIG_HOME", config.string()}}})
            .code == 0);
  CHECK(manifests_below(config) == std::set<std::string>{"microsoft-edge/NativeMessagingHosts/org.bycatch.host.json"});
  CHECK(computer.run({"register", "--browser", "netscape"}).code == 2);
}

TEST_CASE("cli register: for all users, every place that a browser reads, open to all, and nothing left after") {
  const Computer computer;
  const mode_t before = ::umask(077);
  const std::vector<std::string> words = {
      "register", "--system", "--root", computer.root().string(), "--host", "/usr/bin/bycatch-host"};
  CHECK(computer.run(words).code == 0);
  ::umask(before);
  const auto all = manifests_below(computer.root());
  for (const char* place : {"etc/chromium", "etc/opt/chrome", "etc/opt/edge", "etc/opt/brave", "etc/opt/vivaldi",
                            "etc/opt/opera", "usr/lib/mozilla", "usr/lib/librewolf"}) {
    CAPTURE(place);
    CHECK(all.contains(std::string(place) + "/native-messaging-hosts/org.bycatch.host.json"));
  }
  for (const auto& entry : fs::recursive_directory_iterator(computer.root())) {
    CAPTURE(entry.path());
    CHECK(entry.status().permissions() == fs::perms(entry.is_directory() ? 0755 : 0644));
  }
  std::vector<std::string> back = words;
  back[0] = "unregister";
  CHECK(computer.run(back).code == 0);
  CHECK(manifests_below(computer.root()).empty());
  CHECK(!fs::exists(computer.root() / "etc/opt/edge"));
  CHECK(!fs::exists(computer.root() / "etc/chromium"));
}

TEST_CASE("cli register: another program's manifest stays, one that names nothing any more is replaced") {
  const Computer computer({".config/chromium", ".mozilla"});
  const auto foreign = computer.manifest_of(".config/chromium");
  const auto dangling = computer.manifest_of(".mozilla");
  write_file(foreign, manifest_naming("/bin/true"));
  write_file(dangling, manifest_naming("/gone/bycatch-host"));
  CHECK(computer.run({"register"}).code == 2);
  CHECK(std::filesystem::file_size(foreign) == manifest_naming("/bin/true").size());
  CHECK(computer.findings({"doctor"}).at(1)["ok"] == true);
  CHECK(computer.run({"unregister"}).code == 2);
  CHECK(fs::exists(foreign));
  CHECK(!fs::exists(dangling));
  CHECK(computer.run({"register", "--force"}).code == 0);
  CHECK(computer.findings({"doctor"}).at(0)["ok"] == true);
}

TEST_CASE("cli register: root for a user by mistake is refused, with the way out") {
  const Computer computer({".config/chromium"});
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can try it");
    return;
  }
  const Ended sudo =
      computer.run({"register"}, {.input = {}, .max_file_bytes = {}, .environment = {{"SUDO_USER", "somebody"}}});
  CHECK(sudo.code == 2);
  CHECK(sudo.err.contains("Run it without sudo"));
  const auto folder = computer.home() / ".config/chromium";
  REQUIRE(::chown(folder.c_str(), 12345, 12345) == 0);
  CHECK(computer.run({"register"}).code == 2);
  CHECK(computer.run({"register", "--browser-dir", folder.string(), "--kind", "chromium"}).code == 2);
  CHECK(computer.run({"doctor", "--fix"}).code == 2);
  CHECK(manifests_below(computer.home()).empty());
}

TEST_CASE("cli register: for all users without root says how") {
  const Computer computer;
  if (::geteuid() == 0) return;
  const Ended ended = computer.run({"register", "--system"});
  CHECK(ended.code == 2);
  CHECK(ended.err.contains("sudo bycatch register --system"));
}

TEST_CASE("cli register: browsers in a box get the exact remedy") {
  const Computer computer({"snap/firefox", "snap/chromium", ".var/app/org.mozilla.firefox"});
  const Ended ended = computer.run({"register"});
  CHECK(ended.code == 0);
  CHECK(ended.err.contains("flatpak permission-set webextensions org.bycatch.host snap.firefox yes"));
  CHECK(ended.err.contains("Chromium from Snap cannot start other programs"));
  CHECK(ended.err.contains("Firefox from Flatpak cannot start other programs"));
  // Firefox from Snap reads what its user's other Firefox would.
  CHECK(manifests_below(computer.home()) ==
        std::set<std::string>{".mozilla/native-messaging-hosts/org.bycatch.host.json"});
  const Computer boxed({".var/app/com.google.Chrome"});
  const auto findings = boxed.findings({"doctor"});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["next_step"] == "Use the package of your system instead");
}

TEST_CASE("cli doctor: what reads pictures is tried; where it is not there, that is said with what to do") {
  const Computer computer;
  const auto decoder = [&](const fs::path& program) {
    std::istringstream lines(CommandRun(program.string(), computer.home(), {"doctor", "--json"}, {}).wait().out);
    for (std::string line; std::getline(lines, line);) {
      if (auto json = nlohmann::json::parse(line, nullptr, false); json.value("check", "") == "decoder") return json;
    }
    return nlohmann::json();
  };
  CHECK(decoder(BYCATCH_BINARY)["ok"] == true);
  const auto alone = computer.root() / "bycatch";
  fs::create_directories(computer.root());
  fs::copy_file(BYCATCH_BINARY, alone);
  const auto missing = decoder(alone);
  CHECK(missing["ok"] == false);
  CHECK(missing["next_step"] == "Install bycatch-decoder in the same folder");
}

TEST_CASE("cli doctor: says which manifest a browser uses, what hides it, and mends what it may") {
  const Computer computer({".config/chromium", ".config/vivaldi", ".mozilla"});
  const std::string root = computer.root().string();
  const auto browser = [&](std::size_t at) { return computer.findings({"doctor", "--root", root}).at(at); };
  CHECK(browser(0)["next_step"] == "bycatch register --browser chromium");

  CHECK(computer.run({"register", "--system", "--root", root, "--browser", "chromium"}).code == 0);
  CHECK(browser(0)["ok"] == true);
  CHECK(browser(0)["text"].get<std::string>().contains("etc/chromium/native-messaging-hosts"));
  // Vivaldi reads Chromium's place too.
  CHECK(browser(1)["text"].get<std::string>().contains("etc/chromium/native-messaging-hosts"));

  write_file(computer.manifest_of(".config/chromium"), manifest_naming("/bin/true"));
  CHECK(browser(0)["ok"] == false);
  CHECK(browser(0)["text"].get<std::string>().contains("names another program: /bin/true; it hides ours"));
  computer.run({"doctor", "--root", root, "--fix"});
  CHECK(browser(0)["ok"] == false);

  write_file(computer.manifest_of(".config/chromium"), manifest_naming("/gone/bycatch-host"));
  CHECK(browser(0)["next_step"] == "bycatch doctor --fix");
  computer.run({"doctor", "--root", root, "--fix"});
  CHECK(browser(0)["ok"] == true);
  write_file(computer.manifest_of(".config/chromium"), "{");
  CHECK(browser(0)["text"].get<std::string>().contains("which cannot be read"));
}

TEST_CASE("cli doctor: --fix makes bycatch-host known when no browser knows it") {
  const Computer computer({".config/chromium", ".mozilla"});
  const std::string root = computer.root().string();
  CHECK(computer.findings({"doctor", "--root", root}).at(0)["ok"] == false);
  const auto mended = computer.findings({"doctor", "--root", root, "--fix"});
  REQUIRE(mended.size() == 2);
  CHECK(mended[0]["ok"] == true);
  CHECK(mended[1]["ok"] == true);
}

}  // namespace bycatch
