// bycatch doctor
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answer_text.h"
#include "command.h"
#include "host_manifest.h"
#include "live_index.h"
#include "lookup.h"
#include "paths.h"
#include "site_health.h"

namespace bycatch {
namespace {

// Fewer photos say nothing about a site; then half of them is the least that a working page reader recognises.
constexpr std::int64_t kTellingPhotos = 20;

struct Finding {
  std::string check;
  bool ok;
  std::string text;
  std::string next_step;  // when not ok
};

Finding check_data_folder() {
  const auto folder = data_folder();
  if (!folder) {
    return {"data_folder", false, folder.error().detail, "Set HOME, or BYCATCH_HOME to an absolute path"};
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(*folder, ignored)) {
    return {"data_folder", false, folder->string() + " is not there yet", "Import a list: bycatch import --starter"};
  }
  return {"data_folder", true, folder->string(), ""};
}

Finding check_generation() {
  IndexInUse index = open_index();
  if (const Status whole = index.generation ? index.generation->verify() : Status(); !whole) {
    index = {nullptr, whole.error().code};
  }
  if (index.generation == nullptr) {
    const bool damaged = *index.trouble == ErrorCode::corrupt;
    const auto [sentence, next_step] = explain(*index.trouble);
    return {"generation", false, std::string(sentence),
            damaged ? "Import your lists again; what can still be read is kept" : std::string(next_step)};
  }
  const Holdings held = holdings(*index.generation);
  const std::string name = index.generation->name();
  if (held.lists == 0) {
    return {"generation", false, name + " is whole, but holds the test list only",
            "Import a list: bycatch import --dataset ID FILE"};
  }
  return {"generation", true,
          name + " is whole: " + count_of(held.lists, "list") + ", " + count_of(held.records, "key") + ", newest " +
              held.data_date.value_or("unknown"),
          ""};
}

Finding check_host() {
  const auto host = host_program();
  return host ? Finding{"host", true, host->string(), ""}
              : Finding{"host", false, host.error().detail, "Install bycatch-host in the same folder"};
}

std::vector<Finding> check_browsers() {
  std::vector<Finding> findings;
  const auto host = host_program();
  for (const auto& [folder, kind] : browser_folders()) {
    const std::filesystem::path manifest = manifest_path(folder, kind);
    const std::string command =
        "bycatch register --kind " + std::string(to_string(kind)) + " --browser-dir " + folder.string();
    switch (manifest_state(manifest, host ? *host : std::filesystem::path(), kind)) {
      case ManifestState::missing:
        break;
      case ManifestState::ours:
        findings.push_back({"browser", true, manifest.string(), ""});
        break;
      case ManifestState::outdated:
        findings.push_back({"browser", false, manifest.string() + " lets in another extension", command});
        break;
      case ManifestState::foreign:
        findings.push_back({"browser", false, manifest.string() + " names another program", command + " --force"});
        break;
    }
  }
  if (findings.empty()) {
    findings.push_back({"browser", false, "no browser of this user knows bycatch-host",
                        "bycatch register --kind chromium --browser-dir ~/.config/chromium, or --kind firefox "
                        "--browser-dir ~/.mozilla"});
  }
  return findings;
}

std::vector<Finding> check_sites() {
  const auto sites = recent_site_health();
  if (!sites) {
    return {{"sites", false, std::string(explain(sites.error().code).sentence) + " (" + sites.error().detail + ")",
             "Move state.db out of the data folder: your requests, what you watch and what was counted are in no other "
             "file"}};
  }
  std::vector<Finding> findings;
  for (const SiteHealth& site : *sites) {
    const bool ok = site.seen < kTellingPhotos || site.identified * 2 >= site.seen;
    findings.push_back({"sites", ok,
                        std::string(to_string(site.platform)) + ": " + std::to_string(site.identified) + " of " +
                            std::to_string(site.seen) + " recognised",
                        ok ? "" : "The site may have changed: update the extension"});
  }
  return findings;
}

Exit examine(Output& output) {
  std::vector<Finding> findings = {check_data_folder(), check_generation(), check_host()};
  for (const auto& more : {check_browsers(), check_sites()}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  Exit code = Exit::done;
  for (const auto& [check, ok, text, next_step] : findings) {
    if (output.is_json()) {
      nlohmann::json json = {{"check", check}, {"ok", ok}, {"text", text}};
      if (!ok) {
        json["next_step"] = next_step;
      }
      output.json(json);
    } else {
      output.text((ok ? "ok       " : "problem  ") + check + ": " + text + (ok ? "" : "\n         " + next_step));
    }
    code = ok ? code : Exit::failed;
  }
  return code;
}

}  // namespace

void add_doctor(CommandLine line) {
  line.app.add_subcommand("doctor", "Find out what is wrong")->callback([run = &line.run] { *run = examine; });
}

}  // namespace bycatch
