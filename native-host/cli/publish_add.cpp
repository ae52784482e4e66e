// bycatch publish add DIR --dataset ID [--pack ID] [--legal-basis TEXT] [--licence TEXT] [--restricted]
//     [--permission TEXT] [--date YYYY-MM-DD] [--format NAME] [--columns ...] [--labels] [--shards] [FILE|URL...]
//     [--hashes FILE|URL...] [--images DIR...] [--radius N]
// bycatch publish add DIR --pack ID [--title TEXT] [--by-default | --on-request]
// bycatch publish add DIR --card FILE... | --advisory FILE... | --hints FILE... | --remove FILE... | --drop ID...
#include <algorithm>
#include <nlohmann/json.hpp>

#include "catalogue_source.h"
#include "durable_file.h"
#include "embedded_catalogue.h"
#include "hint_file.h"
#include "import_source.h"
#include "list_statement.h"
#include "public_source.h"
#include "publish_command.h"
#include "publish_list.h"
#include "removals.h"
#include "strict_json.h"
#include "utc_date.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAdding = "add it";
constexpr const char* kFirstPack = "lists";
constexpr std::size_t kMaxCatalogueFile = 1 << 20;

struct AddArguments {
  PublishArguments common;
  std::string dataset;
  std::string pack;
  std::string title;
  bool by_default = false;
  bool on_request = false;
  std::string date;
  std::string format;
  std::string columns;
  std::string sha256;
  bool labels = false;
  bool shards = false;
  std::string licence;
  std::string permission;
  std::string legal_basis;
  bool is_restricted = false;
  std::vector<std::string> sources;
  std::vector<std::string> hashes;
  std::vector<std::string> images;
  std::optional<int> radius;

  [[nodiscard]] bool brings_rows() const { return !sources.empty() || !hashes.empty() || !images.empty(); }
  std::vector<std::string> cards;
  std::vector<std::string> advisories;
  std::vector<std::string> hints;
  std::vector<std::string> removals;
  std::vector<std::string> dropped;
};

// What shared/catalogue/sources.json says of a list's licence.
void take_known_licence(ListStatement& statement) {
  const auto files = embedded_catalogue();
  const auto found = std::ranges::find(files, "sources.json", &EmbeddedFile::path);
  const auto sources = found == files.end() ? Result<std::vector<PublicSource>>() : parse_public_sources(found->text);
  if (!sources) return;
  for (const PublicSource& source : *sources) {
    if (source.dataset != statement.dataset) continue;
    statement.is_restricted = statement.is_restricted || source.is_restricted;
    if (statement.licence.empty()) statement.licence = source.licence.value_or("");
  }
}

class FeedAdd {
 public:
  FeedAdd(Output& output, const AddArguments& arguments, const Workshop& workshop)
      : output_(output), arguments_(arguments), workshop_(workshop) {}

  Status run() {
    for (const std::string* text :
         {&arguments_.title, &arguments_.licence, &arguments_.permission, &arguments_.legal_basis}) {
      if (!is_statement_text(*text)) return fail(ErrorCode::bad_request, "a text of more than 2 KiB, or no UTF-8");
    }
    Status done;
    if (!arguments_.pack.empty() || !arguments_.dataset.empty()) done = settle_pack();
    if (done && !arguments_.dataset.empty()) done = add_list();
    for (const std::string& file : arguments_.cards) done = done ? add_card(file) : done;
    for (const std::string& file : arguments_.advisories) done = done ? add_advisory(file) : done;
    for (const std::string& file : arguments_.hints) done = done ? add_hints(file) : done;
    if (done && !arguments_.removals.empty()) done = add_removals();
    for (const std::string& dataset : arguments_.dropped) done = done ? drop_list(dataset) : done;
    return done;
  }

  [[nodiscard]] const nlohmann::json& report() const { return report_; }
  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }

 private:
  Status settle_pack() {
    auto settings = read_settings(workshop_.settings());
    if (!settings) return std::unexpected(settings.error());
    const auto statement = read_statement(workshop_.statement(arguments_.dataset));
    pack_ = !arguments_.pack.empty() ? arguments_.pack : statement ? statement->pack : kFirstPack;
    if (!is_plain_id(pack_) || pack_ == "imported") return fail(ErrorCode::bad_request, "no id of a pack");
    auto [at, is_new] = settings->packs.try_emplace(pack_, PackSettings{pack_, true});
    if (settings->packs.size() > PublishSettings::kMaxPacks) return fail(ErrorCode::bad_request, "more than 15 packs");
    if (arguments_.title.size() > PackSettings::kMaxTitleBytes) {
      return fail(ErrorCode::bad_request, "a title of more than 128 bytes");
    }
    if (!arguments_.title.empty()) at->second.title = arguments_.title;
    if (arguments_.by_default || arguments_.on_request) at->second.by_default = arguments_.by_default;
    report_["pack"] = pack_;
    return write_settings(workshop_.settings(), *settings);
  }

  // As it was said before, and what is said now.
  Result<ListStatement> next_statement() const {
    ListStatement statement;
    if (auto old = read_statement(workshop_.statement(arguments_.dataset))) {
      statement = std::move(*old);
    } else if (old.error().code != ErrorCode::not_found) {
      return std::unexpected(old.error());
    }
    statement.dataset = arguments_.dataset;
    statement.pack = pack_;
    if (!arguments_.licence.empty()) statement.licence = arguments_.licence;
    if (!arguments_.permission.empty()) statement.permission = arguments_.permission;
    if (!arguments_.legal_basis.empty()) statement.legal_basis = arguments_.legal_basis;
    statement.is_restricted = statement.is_restricted || arguments_.is_restricted;
    statement.radius = arguments_.radius.value_or(statement.radius);
    take_known_licence(statement);
    const auto today = std::chrono::floor<std::chrono::days>(arguments_.common.now());
    if (arguments_.brings_rows() || !arguments_.date.empty()) {
      statement.date = arguments_.date.empty() ? format_utc_date(today) : arguments_.date;
    }
    const auto day = parse_utc_date(statement.date);
    if (!day || *day > today + std::chrono::days(1)) {
      return fail(ErrorCode::bad_request, "the date is no day up to today (YYYY-MM-DD), or the list has no rows yet");
    }
    return statement;
  }

  Result<ListSources> sources() const {
    ListSources sources;
    sources.names = arguments_.sources;
    sources.hashes = arguments_.hashes;
    sources.images = arguments_.images;
    sources.are_shards = arguments_.shards;
    sources.with_labels = arguments_.labels;
    if (!arguments_.sha256.empty()) sources.sha256 = arguments_.sha256;
    if (!arguments_.format.empty()) {
      sources.rules.format = parse_list_format(arguments_.format);
      if (!sources.rules.format) return fail(ErrorCode::bad_request, "no such format; LISTS.md names them");
    }
    if (!arguments_.columns.empty()) {
      auto columns = parse_csv_columns(arguments_.columns);
      if (!columns) return std::unexpected(columns.error());
      sources.rules.columns = std::move(*columns);
    }
    return sources;
  }

  Status add_list() {
    if (!is_plain_id(arguments_.dataset) || arguments_.dataset == kTestDataset) {
      return fail(ErrorCode::bad_request, "a dataset's id is a-z, 0-9, - and _, 64 at most, and not our test's");
    }
    auto statement = next_statement();
    const auto from = sources();
    if (!statement || !from) return std::unexpected(!statement ? statement.error() : from.error());
    if (arguments_.brings_rows()) {
      const auto kept = keep_list(output_, workshop_, arguments_.dataset, *from);
      if (!kept) return std::unexpected(kept.error());
      statement->rows = kept->rows;
      statement->has_labels = arguments_.labels;
      report_["removed"] = kept->removed;
    }
    report_["dataset"] = statement->dataset;
    report_["rows"] = statement->rows;
    said_.push_back(statement->dataset + ": " + std::to_string(statement->rows) + " keys, in the pack " + pack_);
    if (const std::string missing = statement->missing(); !missing.empty()) {
      report_["missing"] = missing;
      output_.note(statement->dataset + " will not be published yet: " + missing);
    }
    return write_statement(workshop_.statement(arguments_.dataset), *statement);
  }

  // A file that reads as it would among those that are built in.
  Status add_catalogue_file(const std::string& from, const std::string& name) {
    const auto text = read_small_file(from, kMaxCatalogueFile);
    if (!text) return std::unexpected(text.error());
    const EmbeddedFile file{name, *text};
    const auto read = read_catalogue_source(std::span(&file, 1));
    if (!read) return fail(ErrorCode::bad_format, read.error().detail);
    const bool is_card = !read->cards.empty();
    if (!is_card && read->advisories.empty()) return fail(ErrorCode::bad_format, name + ": neither card nor advisory");
    if (is_card && read->cards.front().id + ".json" != name) {
      return fail(ErrorCode::bad_format, name + ": it is not named after its id");
    }
    said_.push_back((is_card ? "card: " : "advisories: ") + name);
    return replace_file(workshop_.catalogue() / name, *text);
  }
  Status add_card(const std::string& file) { return add_catalogue_file(file, fs::path(file).filename().string()); }
  Status add_advisory(const std::string& file) {
    return add_catalogue_file(file, "advisories/" + fs::path(file).filename().string());
  }

  Status add_hints(const std::string& file) {
    const std::string name = fs::path(file).filename().string();
    const auto text = read_small_file(file, kMaxCatalogueFile);
    const auto json = text ? parse_strict_json(*text, kMaxCatalogueFile) : std::unexpected(text.error());
    if (!json) return std::unexpected(json.error());
    if (const Status fits = check_hints(nlohmann::json::array({*json})); !fits)
      return fail(fits.error().code, name + ": " + fits.error().detail);
    const fs::path folder = workshop_.catalogue() / "hints";
    std::error_code error;
    fs::create_directories(folder, error);
    said_.push_back("hints: " + name);
    return replace_file(folder / name, *text);
  }

  Status add_removals() {
    auto removals = Removals::read(workshop_.removals());
    if (!removals) return std::unexpected(removals.error());
    const std::size_t before = removals->size();
    std::uint64_t unfit = 0;
    for (const std::string& name : arguments_.removals) {
      const auto read = read_source(name, name, {}, {}, [&](const ListRow& row) -> Status {
        unfit += removals->add(row.key) ? 0U : 1U;
        return {};
      });
      if (!read) return std::unexpected(read.error());
      note_refused(output_, name, read->read.report);
    }
    if (unfit != 0) output_.note(std::to_string(unfit) + " rows name neither photo nor account");
    if (const Status written = removals->write(workshop_.removals()); !written) return written;
    std::uint64_t taken_out = 0;
    for (const std::string& dataset : workshop_.datasets()) {
      auto statement = read_statement(workshop_.statement(dataset));
      const auto kept = statement ? keep_without_removals(workshop_, dataset) : std::unexpected(statement.error());
      if (!kept) return std::unexpected(kept.error());
      statement->rows = kept->rows;
      taken_out += kept->removed;
      if (const Status said = write_statement(workshop_.statement(dataset), *statement); !said) return said;
    }
    report_["removals"] = removals->size();
    report_["removed"] = taken_out;
    said_.push_back(std::to_string(removals->size() - before) + " removals, " + std::to_string(taken_out) +
                    " keys taken out of the lists; the next build tells those who sync");
    return {};
  }

  Status drop_list(const std::string& dataset) {
    std::error_code error;
    if (!is_plain_id(dataset) || !fs::remove(workshop_.statement(dataset), error)) {
      return fail(ErrorCode::not_found, "no list of that dataset");
    }
    fs::remove(workshop_.shard(dataset), error);
    said_.push_back(dataset + ": dropped");
    return {};
  }

  Output& output_;
  const AddArguments& arguments_;
  const Workshop& workshop_;
  std::string pack_;
  nlohmann::json report_ = nlohmann::json::object();
  std::vector<std::string> said_;
};

Exit add_to_feed(Output& output, const AddArguments& arguments) {
  const auto workshop = Workshop::open(arguments.common.folder);
  if (!workshop) return publish_failed(output, kAdding, workshop.error());
  FeedAdd add(output, arguments, *workshop);
  if (const Status done = add.run(); !done) return publish_failed(output, kAdding, done.error());
  if (output.is_json()) {
    output.json(add.report());
  } else {
    for (const std::string& line : add.said()) output.text(line);
  }
  return Exit::done;
}

void add_list_options(CLI::App& command, AddArguments& arguments) {
  CLI::Option* dataset = command.add_option("--dataset", arguments.dataset, "Id of the dataset that the list is of");
  command.add_option("FILE|URL", arguments.sources, "Published lists, which together are the dataset's list")
      ->needs(dataset);
  command.add_option("--hashes", arguments.hashes, "Imprints of its pictures (PDQ), as ThreatExchange writes them")
      ->needs(dataset);
  command.add_option("--images", arguments.images, "Folder of its pictures: the imprints of all in it and below it")
      ->needs(dataset);
  command
      .add_option("--radius", arguments.radius,
                  "Bits of 256 that a copy of one of its pictures may differ in; 31 if not given")
      ->needs(dataset)
      ->check(CLI::Range(0, kMaxRadius));
  command.add_option("--date", arguments.date, "Day of the list's content, YYYY-MM-DD; today if not given")
      ->needs(dataset);
  command.add_option("--format", arguments.format, "Format of the lists; recognised if not given")->needs(dataset);
  command.add_option("--columns", arguments.columns, "Columns of a CSV file: photo=image_id,account=user_id")
      ->needs(dataset);
  command.add_option("--sha256", arguments.sha256, "What the only list's SHA-256 must be")->needs(dataset);
  command.add_flag("--labels", arguments.labels, "Publish what the lists say of a picture: medical_mask and the like")
      ->needs(dataset);
  command.add_flag("--shards", arguments.shards, "The files are sorted shards (SHARDS.md)")->needs(dataset);
  command.add_option("--licence", arguments.licence, "Licence of the list")->needs(dataset);
  command.add_flag("--restricted", arguments.is_restricted, "The licence does not let just anyone give the list out")
      ->needs(dataset);
  command.add_option("--permission", arguments.permission, "Why it may be given out nonetheless; is published")
      ->needs(dataset);
  command.add_option("--legal-basis", arguments.legal_basis, "By what right the list is given out; is published")
      ->needs(dataset);
  CLI::Option* pack = command.add_option("--pack", arguments.pack, "The pack that the list belongs to");
  command.add_option("--title", arguments.title, "The pack's title, for people")->needs(pack);
  command.add_flag("--by-default", arguments.by_default, "Who chooses no packs gets this one (a new one's default)")
      ->needs(pack);
  command.add_flag("--on-request", arguments.on_request, "Only who chooses this pack gets it")->needs(pack);
}

}  // namespace

void add_publish_add(CommandLine line) {
  CLI::App* command =
      line.app.add_subcommand("add", "Take lists, cards, advisories, hints and removals into the next build");
  auto arguments = std::make_shared<AddArguments>();
  arguments->common.add_folder_to(*command);
  arguments->common.add_time_to(*command);
  add_list_options(*command, *arguments);
  command->add_option("--card", arguments->cards, "A dataset's card, as shared/catalogue has them");
  command->add_option("--advisory", arguments->advisories,
                      "Advisories for tags, as shared/catalogue/advisories has them");
  command->add_option("--hints", arguments->hints, "Where a site that was redesigned shows its photos (FEED.md)");
  command->add_option("--remove", arguments->removals, "A list of photos and accounts that are taken out of all lists");
  command->add_option("--drop", arguments->dropped, "Dataset whose list is published no more");
  command->callback([arguments, run = &line.run] {
    const bool is_nothing = arguments->dataset.empty() && arguments->pack.empty() && arguments->cards.empty() &&
                            arguments->advisories.empty() && arguments->hints.empty() && arguments->removals.empty() &&
                            arguments->dropped.empty();
    if (is_nothing) throw CLI::RequiredError("--dataset, --pack, --card, --advisory, --hints, --remove or --drop");
    *run = [arguments](Output& output) { return add_to_feed(output, *arguments); };
  });
}

}  // namespace bycatch
