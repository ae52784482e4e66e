// bycatch doctor [--fix]
#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answer_text.h"
#include "browser_checkup.h"
#include "command.h"
#include "durable_file.h"
#include "finding.h"
#include "host_manifest.h"
#include "live_index.h"
#include "lookup.h"
#include "paths.h"
#include "picture_reader.h"
#include "sandbox_trial.h"
#include "site_health.h"
#include "sync_watch_pack.h"
#include "system_policy.h"
#include "watch_pack.h"

namespace bycatch {
namespace {

// Fewer photos say nothing about a site; then half of them is the least that a working page reader recognises.
constexpr std::int64_t kTellingPhotos = 20;

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

// What reads pictures is started, and gives up its rights, as for a picture.
Finding check_decoder() {
  const auto rules = own_decoder();
  const auto reader = rules ? PictureReader::start(*rules) : std::unexpected(rules.error());
  if (reader) return {"decoder", true, rules->decoder.string(), ""};
  return {"decoder", false, "pictures cannot be compared: " + reader.error().detail,
          reader.error().code == ErrorCode::not_found ? "Install bycatch-decoder in the same folder"
                                                      : "Run bycatch check on a picture, which says more"};
}

Finding check_sandbox() {
  const SandboxState here = sandbox_here();
  if (here != SandboxState::full) {
    return {"sandbox", true,
            "the host locks itself in " + std::string(here == SandboxState::partly ? "only partly" : "not at all") +
                ": this kernel is older than Linux 5.13, or built without Landlock or seccomp",
            ""};
  }
  const auto trials = try_sandbox();
  if (!trials) {
    return {"sandbox", false, "it could not be tried (" + trials.error().detail + ")",
            "Make room in the folder for temporary files"};
  }
  std::string broken;
  for (const Trial& trial : *trials) {
    if (trial.outcome == TrialOutcome::broken) broken += (broken.empty() ? "" : "; ") + std::string(trial.what);
  }
  if (!broken.empty()) {
    return {"sandbox", false, "a host that has locked itself in does not hold to: " + broken,
            "Report this, with the output of `uname -r`"};
  }
  return {"sandbox", true, "the host locks itself in; " + std::to_string(trials->size()) + " acts were tried", ""};
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

// Nothing to be said where no organisation has set anything.
std::vector<Finding> check_policy() {
  const auto file = system_policy_file();
  const SystemPolicy policy = read_system_policy(file);
  std::string wrong;
  for (const auto& [key, code] : policy.troubles) {
    wrong += (wrong.empty() ? "" : "; ") + (key.empty() ? "the file" : key) + " (" + std::string(to_string(code)) + ")";
  }
  if (!wrong.empty()) {
    return {{"policy", false, file.string() + ", not taken: " + wrong,
             "Mend the file: ADMIN.md has the keys; none but root may be able to write it"}};
  }
  if (policy == SystemPolicy()) return {};
  return {{"policy", true, file.string() + " says where lists come from", ""}};
}

// Nothing to be said where the organisation watches nothing.
std::vector<Finding> check_watch_pack() {
  const SystemPolicy policy = read_system_policy(system_policy_file());
  const auto folder = data_folder();
  if (policy.watch_pack.empty() || !folder) return {};
  const auto bytes = read_small_file(watch_pack_file(*folder), kMaxWatchPackBytes);
  const auto key = read_watch_pack_key(policy);
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto pack = !bytes ? std::unexpected(bytes.error())
                    : !key ? std::unexpected(key.error())
                           : open_watch_pack(*bytes, *key, today);
  if (pack) {
    return {{"watch_pack", true,
             "what " + pack->name + " watches, version " + std::to_string(pack->version) + ", until " + pack->expires,
             ""}};
  }
  return {{"watch_pack", false,
           "what the organisation watches is not in use: " + std::string(to_string(pack.error().code)) + " (" +
               pack.error().detail + ")",
           "Run bycatch sync, which says why a new one is not taken"}};
}

struct DoctorArguments {
  bool fix = false;
  std::filesystem::path root = "/";
};

Exit examine(Output& output, const DoctorArguments& arguments) {
  std::vector<Finding> findings = {check_data_folder(), check_generation(), check_host(), check_decoder(),
                                   check_sandbox()};
  for (const auto& more :
       {check_browsers(arguments.root, arguments.fix), check_sites(), check_policy(), check_watch_pack()}) {
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
  CLI::App* command = line.app.add_subcommand("doctor", "Find out what is wrong");
  auto arguments = std::make_shared<DoctorArguments>();
  command->add_flag("--fix", arguments->fix, "Mend how browsers find bycatch-host");
  command->add_option("--root", arguments->root, "For who makes packages: the folder that will be /");
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return examine(output, *arguments); }; });
}

}  // namespace bycatch
