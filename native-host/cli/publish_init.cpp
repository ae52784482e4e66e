// bycatch publish init DIR --root-keys FOLDER [--root-count N] [--threshold N] [--algorithm ed25519|p256]
//     [--deltas N] [--key ROLE=FILE...] [--passphrase-file FILE | --no-passphrase]
#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "feed_root.h"
#include "publish_command.h"
#include "shared_file.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxRootKeysMade = 16;

struct InitArguments {
  PublishArguments common;
  std::filesystem::path root_keys;
  std::size_t root_count = 1;
  std::size_t threshold = 1;
  std::string algorithm = "ed25519";
  int deltas = PublishSettings().deltas;
  std::vector<std::string> given_keys;  // ROLE=FILE
  bool no_passphrase = false;
};

bool is_within(const std::filesystem::path& inner, const std::filesystem::path& outer) {
  std::error_code ignored;
  const auto from = std::filesystem::weakly_canonical(inner, ignored)
                        .lexically_relative(std::filesystem::weakly_canonical(outer, ignored));
  return !from.empty() && *from.begin() != "..";
}

class FeedInit {
 public:
  FeedInit(const InitArguments& arguments, std::string passphrase)
      : arguments_(arguments), passphrase_(std::move(passphrase)) {
    settings_.algorithm = arguments.algorithm == "p256" ? KeyKind::p256 : KeyKind::ed25519;
    settings_.deltas = arguments.deltas;
  }

  Status run() {
    Status done = take_given_keys();
    if (done) done = check_wishes();
    auto workshop = done ? Workshop::create(arguments_.common.folder) : std::unexpected(done.error());
    if (!workshop) return std::unexpected(workshop.error());
    done = make_root_keys();
    if (done) done = make_online_keys(*workshop);
    if (done) done = write_root(*workshop);
    return done ? write_settings(workshop->settings(), settings_) : done;
  }

  [[nodiscard]] std::vector<std::string> root_ids() const {
    std::vector<std::string> ids;
    ids.reserve(root_.size());
    for (const SigningKey& key : root_) ids.push_back(key.id());
    return ids;
  }
  [[nodiscard]] const std::vector<std::filesystem::path>& written() const { return written_; }

 private:
  Status take_given_keys() {
    for (const std::string& given : arguments_.given_keys) {
      const std::size_t sign = given.find('=');
      const auto role = role_named(std::string_view(given).substr(0, sign));
      if (!role || sign == std::string::npos) return fail(ErrorCode::bad_request, "--key is ROLE=FILE");
      auto key = SigningKey::read(given.substr(sign + 1), passphrase_);
      if (!key) return std::unexpected(key.error());
      if (*role == FeedRole::root) {
        root_.push_back(std::move(*key));
      } else if (!online_.emplace(*role, std::move(*key)).second) {
        return fail(ErrorCode::bad_request, "two keys for one role");
      }
    }
    return {};
  }

  Status check_wishes() const {
    const std::size_t count = root_.empty() ? arguments_.root_count : root_.size();
    if (arguments_.threshold < 1 || arguments_.threshold > count || count > kMaxRootKeysMade) {
      return fail(ErrorCode::bad_request, "of 1 to 16 keys of root, at least one and at most all must sign");
    }
    if (root_.empty() && arguments_.root_keys.empty()) {
      return fail(ErrorCode::bad_request, "--root-keys: a folder that is kept elsewhere");
    }
    if (!arguments_.root_keys.empty() && is_within(arguments_.root_keys, arguments_.common.folder)) {
      return fail(ErrorCode::bad_request, "--root-keys: a folder that is not in DIR");
    }
    if (passphrase_.empty() && !arguments_.no_passphrase) {
      return fail(ErrorCode::bad_request, "no passphrase: --passphrase-file FILE, or --no-passphrase");
    }
    std::error_code ignored;
    if (std::filesystem::exists(arguments_.common.folder / "publish.json", ignored)) {
      return fail(ErrorCode::bad_request, "a feed was begun there before");
    }
    return {};
  }

  Status write_key(const std::filesystem::path& file, const SigningKey& key) const {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
      return fail(ErrorCode::bad_request, "a key is there: " + file.filename().string());
    }
    const auto pem = key.pem(passphrase_);
    return pem ? replace_file(file, *pem) : std::unexpected(pem.error());
  }

  Status make_root_keys() {
    if (!root_.empty()) return {};
    if (const Status made = make_private_folder(arguments_.root_keys); !made) return made;
    for (std::size_t number = 1; number <= arguments_.root_count; ++number) {
      auto key = SigningKey::generate(settings_.algorithm);
      const auto file = arguments_.root_keys / ("root-" + std::to_string(number) + ".pem");
      const Status written = key ? write_key(file, *key) : std::unexpected(key.error());
      if (!written) return written;
      root_.push_back(std::move(*key));
      written_.push_back(file);
    }
    return {};
  }

  Status make_online_keys(const Workshop& workshop) {
    for (const FeedRole role : {FeedRole::targets, FeedRole::snapshot, FeedRole::timestamp}) {
      if (!online_.contains(role)) {
        auto key = SigningKey::generate(settings_.algorithm);
        if (!key) return std::unexpected(key.error());
        online_.emplace(role, std::move(*key));
      }
      const auto pem = online_.at(role).pem(passphrase_);
      const Status written = pem ? replace_file(workshop.key(role), *pem) : std::unexpected(pem.error());
      if (!written) return written;
    }
    return {};
  }

  Status write_root(const Workshop& workshop) const {
    RootPlan plan{.root_keys = {}, .threshold = arguments_.threshold, .online = {}};
    for (const SigningKey& key : root_) plan.root_keys.push_back(key.public_json());
    for (const auto& [role, key] : online_) plan.online[role] = key.public_json();
    const auto body = first_root(plan, arguments_.common.now() + settings_.period(FeedRole::root));
    const auto text = signed_text(body, root_);
    if (!text) return std::unexpected(text.error());
    const Status put = FeedFolder(workshop.feed()).put(FeedRole::root, 1, *text);
    return put ? replace_shared_file(workshop.first_root(), *text) : put;
  }

  const InitArguments& arguments_;
  std::string passphrase_;
  PublishSettings settings_;
  std::vector<SigningKey> root_;
  std::map<FeedRole, SigningKey> online_;
  std::vector<std::filesystem::path> written_;
};

Exit init_feed(Output& output, const InitArguments& arguments) {
  const auto passphrase = arguments.common.passphrase();
  if (!passphrase) return publish_failed(output, "begin a feed", passphrase.error());
  FeedInit init(arguments, *passphrase);
  if (const Status done = init.run(); !done) return publish_failed(output, "begin a feed", done.error());
  if (output.is_json()) {
    output.json({{"root_keys", init.root_ids()}, {"threshold", arguments.threshold}});
    return Exit::done;
  }
  output.text("a feed was begun; root keys, of which " + std::to_string(arguments.threshold) + " must sign:");
  for (const std::string& id : init.root_ids()) output.text("  " + id);
  if (!init.written().empty()) output.text("take the files of --root-keys off this machine");
  output.text("give root.json to those who sync: it is what they trust");
  return Exit::done;
}

}  // namespace

void add_publish_init(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("init", "Begin a feed: make its keys and its first root");
  auto arguments = std::make_shared<InitArguments>();
  arguments->common.add_folder_to(*command);
  arguments->common.add_passphrase_to(*command);
  arguments->common.add_time_to(*command);
  command->add_option("--root-keys", arguments->root_keys, "New folder for root's keys, to be kept off this machine");
  command->add_option("--root-count", arguments->root_count, "Keys of root to make");
  command->add_option("--threshold", arguments->threshold, "How many of them must sign a root");
  command->add_option("--algorithm", arguments->algorithm, "Of the keys that are made")
      ->check(CLI::IsMember({"ed25519", "p256"}));
  command->add_option("--deltas", arguments->deltas, "From so many earlier states a delta leads to the present one")
      ->check(CLI::Range(0, PublishSettings::kMaxDeltas));
  command->add_option("--key", arguments->given_keys,
                      "ROLE=FILE: a private key (PEM) to use; of root as many as wanted");
  command->add_flag("--no-passphrase", arguments->no_passphrase, "Write the keys unlocked");
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return init_feed(output, *arguments); }; });
}

}  // namespace bycatch
