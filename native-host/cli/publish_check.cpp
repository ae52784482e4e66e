// bycatch publish check DIR [--root FILE] [--time TIME]
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "durable_file.h"
#include "feed_check.h"
#include "publish_command.h"
#include "utc_time.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kChecking = "prove the feed";

struct CheckArguments {
  PublishArguments common;
  fs::path root;
};

// A folder for files of one check, gone with it.
class CheckFolder {
 public:
  CheckFolder() {
    std::error_code ignored;
    std::string name = (fs::temp_directory_path(ignored) / "bycatch-check-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  CheckFolder(const CheckFolder&) = delete;
  CheckFolder& operator=(const CheckFolder&) = delete;
  ~CheckFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<CheckedFeed> check(const CheckArguments& arguments) {
  const fs::path& folder = arguments.common.folder;
  std::error_code ignored;
  const bool is_workshop = fs::exists(folder / "publish.json", ignored);
  const fs::path root_file = !arguments.root.empty() ? arguments.root
                             : is_workshop           ? folder / "root.json"
                                                     : folder / "metadata" / "1.root.json";
  const auto root = read_small_file(root_file, kMaxRootBytes);
  if (!root) return fail(root.error().code, "the trusted root: " + root.error().detail);
  const CheckFolder work;
  return check_feed(is_workshop ? folder / "feed" : folder, *root, arguments.common.now(), folder / "states",
                    work.path());
}

Exit check_publication(Output& output, const CheckArguments& arguments) {
  const auto checked = check(arguments);
  if (!checked) return publish_failed(output, kChecking, checked.error());
  if (output.is_json()) {
    nlohmann::json versions = nlohmann::json::object();
    for (const auto& [role, version] : checked->versions) versions[std::string(to_string(role))] = version;
    nlohmann::json packs = nlohmann::json::array();
    for (const CheckedFeed::Pack& pack : checked->packs) {
      packs.push_back({{"pack", pack.id},
                       {"keys", pack.keys},
                       {"bytes", pack.base_bytes},
                       {"lists", pack.lists},
                       {"deltas", pack.deltas},
                       {"unproven", pack.unproven}});
    }
    output.json({{"versions", versions},
                 {"expires", utc_time_text(checked->expires)},
                 {"targets", checked->targets},
                 {"bytes", checked->bytes},
                 {"packs", packs}});
    return Exit::done;
  }
  for (const CheckedFeed::Pack& pack : checked->packs) {
    output.text(
        pack.id + ": " + count_of(static_cast<std::int64_t>(pack.keys), "key") + ", " +
        count_of(static_cast<std::int64_t>(pack.deltas), "delta") + " proven" +
        (pack.unproven == 0 ? "" : ", " + std::to_string(pack.unproven) + " not, for lack of what they lead from"));
  }
  output.text("every signature and byte holds; " + count_of(static_cast<std::int64_t>(checked->targets), "file") +
              ", good until " + utc_time_text(checked->expires));
  return Exit::done;
}

}  // namespace

void add_publish_check(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("check", "Prove a whole feed as a client would");
  auto arguments = std::make_shared<CheckArguments>();
  command->add_option("DIR", arguments->common.folder, "The publisher's folder, or a feed's own")->required();
  command->add_option("--root", arguments->root, "Root to trust; the first one if not given");
  arguments->common.add_time_to(*command);
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return check_publication(output, *arguments); };
  });
}

}  // namespace bycatch
