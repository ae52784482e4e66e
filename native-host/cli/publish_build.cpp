// bycatch publish build DIR [--allow-shrink] [--time TIME] [--passphrase-file FILE]
#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "answer_text.h"
#include "catalogue_text.h"
#include "embedded_catalogue.h"
#include "in_turn.h"
#include "json_field.h"
#include "list_statement.h"
#include "publish_command.h"
#include "publish_pack.h"
#include "utc_time.h"

namespace bycatch {
namespace {

constexpr const char* kBuilding = "build the feed";
constexpr const char* kCatalogueTarget = "catalogue.json";
constexpr std::chrono::days kRootWarning{30};

struct BuildArguments {
  PublishArguments common;
  bool allow_shrink = false;
};

class FeedBuild {
 public:
  FeedBuild(const BuildArguments& arguments, const Workshop& workshop, PublishSettings settings, FeedState state)
      : arguments_(arguments), workshop_(workshop), settings_(std::move(settings)), state_(std::move(state)) {}

  // Nothing is put out before all is made.
  Result<Released> run(const Signers& signers) {
    nlohmann::json targets = nlohmann::json::object();
    const Status made = in_turn([&] { return read_lists(); }, [&] { return check_gone_packs(); },
                                [&] { return make_packs(targets); }, [&] { return make_catalogue(targets); });
    if (!made) return std::unexpected(made.error());
    const ReleaseWish wish{.targets = std::move(targets), .root = {}};
    return release(FeedFolder(workshop_.feed()), signers, settings_, arguments_.common.now(), wish);
  }

  [[nodiscard]] const std::vector<BuiltPack>& packs() const { return built_; }

 private:
  [[nodiscard]] const nlohmann::json& old_targets() const { return field_of(state_.targets, "targets"); }

  Status read_lists() {
    for (const std::string& dataset : workshop_.datasets()) {
      auto statement = read_statement(workshop_.statement(dataset));
      if (!statement) return std::unexpected(statement.error());
      if (const std::string missing = statement->missing(); !missing.empty()) {
        return fail(ErrorCode::bad_request, dataset + ": " + missing);
      }
      lists_[statement->pack].push_back(std::move(*statement));
    }
    return lists_.empty() ? fail(ErrorCode::bad_request, "no list was added yet") : Status();
  }

  // A pack that is published no more takes all that it held from those who have it.
  Status check_gone_packs() const {
    for (const auto& [path, entry] : old_targets().items()) {
      const nlohmann::json& custom = field_of(entry, "custom");
      const std::string pack = text_field(custom, "pack");
      if (text_field(custom, "kind") == "base" && !lists_.contains(pack) && !arguments_.allow_shrink) {
        return fail(ErrorCode::suspicious_shrink, "the pack " + pack + " has no list any more");
      }
    }
    return {};
  }

  Status make_packs(nlohmann::json& targets) {
    for (const auto& [id, lists] : lists_) {
      const auto settings = settings_.packs.find(id);
      const PackPlan plan{.id = id,
                          .settings = settings == settings_.packs.end() ? PackSettings{id, true} : settings->second,
                          .lists = lists,
                          .deltas = settings_.deltas,
                          .allow_shrink = arguments_.allow_shrink};
      auto pack = make_pack(workshop_, plan, old_targets());
      if (!pack) return fail(pack.error().code, id + ": " + pack.error().detail);
      targets.update(pack->targets);
      built_.push_back(std::move(*pack));
    }
    return {};
  }

  Status make_catalogue(nlohmann::json& targets) const {
    std::vector<std::pair<std::string_view, std::string_view>> files;
    for (const EmbeddedFile& file : embedded_catalogue()) files.emplace_back(file.path, file.text);
    const auto bytes = catalogue_text(files, workshop_.catalogue());
    if (!bytes) return std::unexpected(bytes.error());
    auto entry =
        FeedFolder(workshop_.feed()).put_target(kCatalogueTarget, *bytes, {{"kind", "catalogue"}, {"format", 1}});
    if (!entry) return std::unexpected(entry.error());
    targets[kCatalogueTarget] = std::move(*entry);
    return {};
  }

  const BuildArguments& arguments_;
  const Workshop& workshop_;
  PublishSettings settings_;
  FeedState state_;
  std::map<std::string, std::vector<ListStatement>> lists_;  // by pack
  std::vector<BuiltPack> built_;
};

nlohmann::json json_of(const BuiltPack& pack) {
  return {{"pack", pack.id},      {"keys", pack.keys},     {"bytes", pack.bytes},
          {"root", pack.root},    {"deltas", pack.deltas}, {"delta_bytes", pack.delta_bytes},
          {"is_new", pack.is_new}};
}

void tell(Output& output, const Released& released, const FeedBuild& build) {
  const auto version = released.versions.at(FeedRole::timestamp);
  if (output.is_json()) {
    nlohmann::json packs = nlohmann::json::array();
    for (const BuiltPack& pack : build.packs()) packs.push_back(json_of(pack));
    output.json({{"timestamp", version},
                 {"snapshot", released.versions.at(FeedRole::snapshot)},
                 {"targets", released.versions.at(FeedRole::targets)},
                 {"changed", released.has_new_targets},
                 {"packs", packs}});
    return;
  }
  for (const BuiltPack& pack : build.packs()) {
    output.text(pack.id + ": " + count_of(static_cast<std::int64_t>(pack.keys), "key") + ", " +
                std::to_string(pack.bytes) + " bytes" + (pack.is_new ? "" : ", as before") + "; " +
                count_of(static_cast<std::int64_t>(pack.deltas), "delta"));
  }
  output.text((released.has_new_targets ? "published: timestamp " : "nothing new; signed again: timestamp ") +
              std::to_string(version));
}

Exit build_feed(Output& output, const BuildArguments& arguments) {
  const auto workshop = Workshop::open(arguments.common.folder);
  if (!workshop) return publish_failed(output, kBuilding, workshop.error());
  auto settings = read_settings(workshop->settings());
  if (!settings) return publish_failed(output, kBuilding, settings.error());
  auto state = read_feed_state(FeedFolder(workshop->feed()));
  if (!state) return publish_failed(output, kBuilding, state.error());
  const auto passphrase = arguments.common.passphrase();
  const auto signers =
      passphrase ? read_signers(*workshop, state->root, *passphrase) : std::unexpected(passphrase.error());
  if (!signers) return publish_failed(output, kBuilding, signers.error());
  const auto root_expires = parse_utc_time(text_field(state->root, "expires"));
  FeedBuild build(arguments, *workshop, std::move(*settings), std::move(*state));
  const auto released = build.run(*signers);
  if (!released) return publish_failed(output, kBuilding, released.error());
  tell(output, *released, build);
  if (root_expires && *root_expires - arguments.common.now() < kRootWarning) {
    output.note("the root expires at " + utc_time_text(*root_expires) +
                ": renew it with bycatch publish rotate DIR --root-key FILE");
  }
  return Exit::done;
}

}  // namespace

void add_publish_build(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("build", "Make and sign the next state of the feed");
  auto arguments = std::make_shared<BuildArguments>();
  arguments->common.add_folder_to(*command);
  arguments->common.add_passphrase_to(*command);
  arguments->common.add_time_to(*command);
  command->add_flag("--allow-shrink", arguments->allow_shrink, "Take a fifth or more from what people hold");
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return build_feed(output, *arguments); }; });
}

}  // namespace bycatch
