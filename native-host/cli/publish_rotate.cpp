// bycatch publish rotate DIR [--role ROLE...] [--key ROLE=FILE...] [--new-root-key FILE...] [--drop-root-key ID...]
//     [--threshold N] [--root-key FILE...]
// bycatch publish rotate DIR --sign --root-key FILE...
// bycatch publish rotate DIR --cancel
#include <algorithm>
#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "envelope.h"
#include "feed_root.h"
#include "json_field.h"
#include "publish_command.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRotating = "change the keys";

struct RotateArguments {
  PublishArguments common;
  PublishArguments of_root;  // its passphrase alone
  std::vector<std::string> roles;
  std::vector<std::string> given_keys;  // ROLE=FILE
  std::vector<std::string> root_keys;
  std::vector<std::string> new_root_keys;
  std::vector<std::string> dropped;
  std::size_t threshold = 0;
  bool is_signing = false;
  bool is_cancelling = false;
};

class KeyRotation {
 public:
  KeyRotation(const RotateArguments& arguments, const Workshop& workshop)
      : arguments_(arguments), workshop_(workshop), feed_(workshop.feed()) {}

  Status run() {
    Status done = read_all();
    if (done && arguments_.is_cancelling) return cancel();
    if (done) done = arguments_.is_signing ? take_pending() : make_next();
    if (done) done = sign();
    return done && signatures_.are_enough() ? publish() : done;
  }

  [[nodiscard]] const RootSignatures& signatures() const { return signatures_; }
  [[nodiscard]] std::int64_t version() const { return version_; }

 private:
  Status read_all() {
    auto settings = read_settings(workshop_.settings());
    auto state = read_feed_state(feed_);
    auto passphrase = arguments_.common.passphrase();
    auto of_root = arguments_.of_root.passphrase();
    if (!settings) return std::unexpected(settings.error());
    if (!state) return std::unexpected(state.error());
    if (!passphrase || !of_root) return std::unexpected(!passphrase ? passphrase.error() : of_root.error());
    settings_ = std::move(*settings);
    state_ = std::move(*state);
    passphrase_ = std::move(*passphrase);
    root_passphrase_ = of_root->empty() ? passphrase_ : std::move(*of_root);
    for (const std::string& file : arguments_.root_keys) {
      auto key = SigningKey::read(file, root_passphrase_);
      if (!key) return fail(key.error().code, fs::path(file).filename().string() + ": " + key.error().detail);
      holders_.push_back(std::move(*key));
    }
    return {};
  }

  // A root of which enough was signed is no longer waiting, however the run ended that published it.
  [[nodiscard]] bool is_pending() const {
    const auto text = read_small_file(workshop_.pending_root(), kMaxRootBytes);
    const auto envelope = text ? open_envelope(*text, kMaxRootBytes) : std::unexpected(text.error());
    return envelope && number_field(envelope->body, "version") > state_.version(FeedRole::root);
  }

  Status cancel() {
    std::error_code error;
    fs::remove(workshop_.pending_root(), error);
    for (const FeedRole role : kFeedRoles) fs::remove(workshop_.next_key(role), error);
    return {};
  }

  Status take_pending() {
    if (!is_pending()) return fail(ErrorCode::not_found, "no root waits for signatures");
    auto text = read_small_file(workshop_.pending_root(), kMaxRootBytes);
    if (!text) return std::unexpected(text.error());
    text_ = std::move(*text);
    return {};
  }

  Status make_next() {
    if (is_pending()) return fail(ErrorCode::bad_request, "a root waits for signatures: --sign, or --cancel");
    RootChange change{.online = {}, .added = {}, .dropped = arguments_.dropped, .threshold = arguments_.threshold};
    Status made = make_online_keys(change);
    if (made) made = make_root_keys(change);
    if (!made) return made;
    const auto body = next_root(state_.root, change, arguments_.common.now() + settings_.period(FeedRole::root));
    if (!body) return std::unexpected(body.error());
    auto text = signed_text(*body, {});
    if (!text) return std::unexpected(text.error());
    text_ = std::move(*text);
    return {};
  }

  Result<SigningKey> key_for(const std::string& role) const {
    for (const std::string& given : arguments_.given_keys) {
      if (given.starts_with(role + "=")) return SigningKey::read(given.substr(role.size() + 1), passphrase_);
    }
    return SigningKey::generate(settings_.algorithm);
  }

  Status make_online_keys(RootChange& change) {
    for (const std::string& name : arguments_.roles) {
      const auto role = role_named(name);
      if (!role || *role == FeedRole::root) {
        return fail(ErrorCode::bad_request, "--role is targets, snapshot or timestamp");
      }
      const auto key = key_for(name);
      const auto pem = key ? key->pem(passphrase_) : std::unexpected(key.error());
      const Status written = pem ? replace_file(workshop_.next_key(*role), *pem) : std::unexpected(pem.error());
      if (!written) return written;
      change.online[*role] = key->public_json();
    }
    return {};
  }

  Status make_root_keys(RootChange& change) {
    for (const std::string& file : arguments_.new_root_keys) {
      std::error_code ignored;
      if (fs::exists(file, ignored)) return fail(ErrorCode::bad_request, "--new-root-key: a file is there");
      auto key = SigningKey::generate(settings_.algorithm);
      const auto pem = key ? key->pem(root_passphrase_) : std::unexpected(key.error());
      const Status written = pem ? replace_file(fs::absolute(file), *pem) : std::unexpected(pem.error());
      if (!written) return written;
      change.added.push_back(key->public_json());
      holders_.push_back(std::move(*key));
    }
    return {};
  }

  Status sign() {
    auto text = sign_root(text_, holders_, state_.root);
    if (!text) return std::unexpected(text.error());
    text_ = std::move(*text);
    const auto count = count_signatures(text_, state_.root);
    const auto envelope = open_envelope(text_, kMaxRootBytes);
    if (!count || !envelope) return std::unexpected(!count ? count.error() : envelope.error());
    signatures_ = *count;
    root_ = envelope->body;
    version_ = number_field(root_, "version");
    return replace_file(workshop_.pending_root(), text_);
  }

  Status publish() {
    if (state_.timestamp.is_null()) return publish_root_alone();
    const auto signers = read_next_signers();
    if (!signers) return std::unexpected(signers.error());
    const auto released = release(feed_, *signers, settings_, arguments_.common.now(), {.targets = {}, .root = text_});
    if (!released) return std::unexpected(released.error());
    return settle();
  }

  // Before the first build there is nothing that it could be out of step with.
  Status publish_root_alone() {
    const Status put = feed_.put(FeedRole::root, version_, text_);
    return put ? settle() : put;
  }

  // Those that the next root names; nothing is put in its place before the root is out.
  Result<Signers> read_next_signers() const {
    Signers signers;
    for (const FeedRole role : {FeedRole::targets, FeedRole::snapshot, FeedRole::timestamp}) {
      const auto ids = key_ids(root_, role);
      for (const fs::path& file : {workshop_.next_key(role), workshop_.key(role)}) {
        auto key = signers[role].empty() ? SigningKey::read(file, passphrase_) : fail(ErrorCode::not_found, "");
        if (key && std::ranges::find(ids, key->id()) != ids.end()) signers[role].push_back(std::move(*key));
      }
      if (signers[role].empty()) {
        return fail(ErrorCode::bad_request, "the key of " + std::string(to_string(role)) +
                                                " is lost or locked: change it too, --role " +
                                                std::string(to_string(role)));
      }
    }
    return signers;
  }

  Status settle() {
    const auto settled = read_signers(workshop_, root_, passphrase_);
    if (!settled) return std::unexpected(settled.error());
    return cancel();
  }

  const RotateArguments& arguments_;
  const Workshop& workshop_;
  FeedFolder feed_;
  PublishSettings settings_;
  FeedState state_;
  std::string passphrase_;
  std::string root_passphrase_;
  std::vector<SigningKey> holders_;
  std::string text_;
  nlohmann::json root_;
  RootSignatures signatures_;
  std::int64_t version_ = 0;
};

Exit rotate_keys(Output& output, const RotateArguments& arguments) {
  const auto workshop = Workshop::open(arguments.common.folder);
  if (!workshop) return publish_failed(output, kRotating, workshop.error());
  KeyRotation rotation(arguments, *workshop);
  if (const Status done = rotation.run(); !done) return publish_failed(output, kRotating, done.error());
  const RootSignatures& count = rotation.signatures();
  if (output.is_json()) {
    output.json(
        {{"root", rotation.version()},
         {"published", !arguments.is_cancelling && count.are_enough()},
         {"signatures", {{"old", {count.by_old, count.old_threshold}}, {"new", {count.by_new, count.new_threshold}}}}});
    return Exit::done;
  }
  if (arguments.is_cancelling) {
    output.text("no root waits any more");
  } else if (count.are_enough()) {
    output.text("published: root " + std::to_string(rotation.version()));
  } else {
    output.text("root " + std::to_string(rotation.version()) + " waits: signed by " + std::to_string(count.by_old) +
                " of " + std::to_string(count.old_threshold) + " old keys and " + std::to_string(count.by_new) +
                " of " + std::to_string(count.new_threshold) +
                " new ones; go on with rotate DIR --sign --root-key FILE");
  }
  return Exit::done;
}

}  // namespace

void add_publish_rotate(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("rotate", "Change keys, or renew the root");
  auto arguments = std::make_shared<RotateArguments>();
  arguments->common.add_folder_to(*command);
  arguments->common.add_passphrase_to(*command);
  arguments->common.add_time_to(*command);
  command->add_option("--root-passphrase-file", arguments->of_root.passphrase_file,
                      "Of root's keys, when it is another than that of the others");
  CLI::Option* role = command->add_option("--role", arguments->roles, "Role that gets a new key");
  command->add_option("--key", arguments->given_keys, "ROLE=FILE: the new key, when it was made elsewhere")
      ->needs(role);
  command->add_option("--root-key", arguments->root_keys, "File of a root key that signs");
  command->add_option("--new-root-key", arguments->new_root_keys, "File for a root key that is made, added, and signs");
  command->add_option("--drop-root-key", arguments->dropped, "Id of a root key that counts no more");
  command->add_option("--threshold", arguments->threshold, "How many of root's keys must sign from now on");
  CLI::Option* sign = command->add_flag("--sign", arguments->is_signing, "Add signatures to the root that waits");
  command->add_flag("--cancel", arguments->is_cancelling, "Throw the root that waits away")->excludes(sign);
  sign->excludes(role);
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return rotate_keys(output, *arguments); }; });
}

}  // namespace bycatch
