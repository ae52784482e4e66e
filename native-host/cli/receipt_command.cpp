// bycatch receipt SUBJECT [--dataset ID] [--out FOLDER]
#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.h"
#include "durable_file.h"
#include "feed_hash.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "metadata_store.h"
#include "pack_index.h"
#include "paths.h"
#include "picture_pool.h"
#include "receipt_proof.h"
#include "subject.h"
#include "utc_time.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWriting = "write a receipt";
constexpr std::size_t kNameDigits = 8;

struct ReceiptArguments {
  std::string subject;
  std::string dataset;
  fs::path out = ".";
};

// What a subject may be found by: identifiers, or the eight imprints of a picture.
struct Sought {
  std::vector<Identifier> identifiers;
  std::vector<Imprint> imprints;
};

Result<Sought> sought_in_picture(const fs::path& file) {
  const auto decoder = own_decoder();
  if (!decoder) return std::unexpected(decoder.error());
  Sought sought;
  Error why{ErrorCode::internal, "the picture was not read"};
  bool is_taken = false;
  const auto next = [&] { return std::exchange(is_taken, true) ? std::nullopt : std::optional(file); };
  const Status read = read_pictures(*decoder, 1, next, [&](const fs::path&, const PictureResult& picture) -> Status {
    if (!picture) {
      why = {code_of(picture.error().fault), describe(picture.error())};
    } else if (picture->quality < kMinQuality) {
      why = {ErrorCode::not_checkable, "too little to see in the picture"};
    } else {
      sought.imprints.assign(picture->imprints.begin(), picture->imprints.end());
    }
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return sought.imprints.empty() ? Result<Sought>(std::unexpected(why)) : Result<Sought>(std::move(sought));
}

Result<Sought> sought_by(const std::string& subject) {
  if (subject.starts_with('#')) return fail(ErrorCode::bad_request, "a tag is on no list of photos");
  if (subject.starts_with('@')) {
    return Sought{.identifiers = {{Platform::flickr, IdentifierKind::account, subject.substr(1)}}, .imprints = {}};
  }
  std::error_code ignored;
  if (subject.find("://") == std::string::npos && fs::exists(subject, ignored)) return sought_in_picture(subject);
  return Sought{.identifiers = identify_word(subject), .imprints = {}};
}

class ReceiptMaker {
 public:
  ReceiptMaker(fs::path folder, const ReceiptArguments& arguments)
      : folder_(std::move(folder)), arguments_(arguments) {}

  // One for each dataset of each pack that holds the subject.
  Result<std::vector<Receipt>> run() {
    const auto sought = sought_by(arguments_.subject);
    const auto name = sought ? live_generation_name(folder_) : std::unexpected(sought.error());
    if (!name) return std::unexpected(name.error());
    if (name->empty()) return fail(ErrorCode::no_index, "nothing is held here");
    const fs::path generation = generation_path(folder_, *name);
    const auto manifest = read_manifest(generation);
    if (!manifest) return std::unexpected(manifest.error());
    generation_ = *name;
    for (const GenerationManifest::OfPack& said : manifest->packs) {
      auto pack = PackFile::open(pack_path(generation, said.id));
      if (!pack) return std::unexpected(pack.error());
      std::vector<PackFile> one;
      one.push_back(*std::move(pack));
      if (const Status looked = look(PackIndex(std::move(one)), said, *sought); !looked) {
        return std::unexpected(looked.error());
      }
    }
    return std::move(receipts_);
  }

 private:
  Status look(const PackIndex& pack, const GenerationManifest::OfPack& said, const Sought& sought) {
    for (const Identifier& identifier : sought.identifiers) {
      if (!key_of(identifier)) continue;
      const auto found = findings(pack, identifier);
      if (!found) return std::unexpected(found.error());
      for (const PackFinding& finding : *found) {
        if (Receipt* receipt = add(said, finding)) receipt->identifier = identifier;
      }
    }
    for (const Imprint& imprint : sought.imprints) {
      const auto found = findings(pack, imprint);
      if (!found) return std::unexpected(found.error());
      for (const PackFinding& finding : *found) {
        if (Receipt* receipt = add(said, finding)) receipt->imprint = imprint;
      }
    }
    return {};
  }

  // Null when there is one for this dataset and pack that is as good.
  Receipt* add(const GenerationManifest::OfPack& said, const PackFinding& finding) {
    if (!arguments_.dataset.empty() && finding.dataset != arguments_.dataset) return nullptr;
    const auto is_same = [&](const Receipt& one) { return one.dataset == finding.dataset && one.pack == said.id; };
    const auto known = std::ranges::find_if(receipts_, is_same);
    const bool is_better =
        known == receipts_.end() || finding.match < known->match ||
        (finding.match == known->match && finding.distance.value_or(0) < known->distance.value_or(0));
    if (!is_better) return nullptr;
    Receipt& receipt = known == receipts_.end() ? receipts_.emplace_back() : *known;
    receipt = {};
    receipt.made = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    receipt.dataset = finding.dataset;
    receipt.match = finding.match;
    receipt.distance = finding.distance;
    receipt.pack = said.id;
    receipt.root = said.root;
    receipt.generation = generation_;
    return &receipt;
  }

  fs::path folder_;
  const ReceiptArguments& arguments_;
  std::string generation_;
  std::vector<Receipt> receipts_;
};

// What the last sync accepted, if it names the very pack; else the receipt stays unsigned.
void add_signatures(Receipt& receipt, const MetadataStore& store) {
  auto roots = store.roots();
  const auto timestamp = store.load("timestamp");
  const auto snapshot = store.load("snapshot");
  const auto targets = store.load("targets");
  if (!roots || !timestamp || !snapshot || !targets) return;
  Receipt with = receipt;
  with.roots = *std::move(roots);
  with.timestamp = *timestamp;
  with.snapshot = *snapshot;
  with.targets = *targets;
  if (prove_signatures(with, with.roots)) receipt = std::move(with);
}

Exit write_receipts(Output& output, const ReceiptArguments& arguments) {
  const auto fail_with = [&](const Error& error) {
    output.failure(kWriting, error);
    return Exit::failed;
  };
  const auto folder = data_folder();
  if (!folder) return fail_with(folder.error());
  auto receipts = ReceiptMaker(*folder, arguments).run();
  if (!receipts) return fail_with(receipts.error());
  if (receipts->empty()) {
    output.failure(kWriting, Error{ErrorCode::not_found, "no list held here has it"},
                   "See what is listed: bycatch check SUBJECT");
    return Exit::failed;
  }
  const auto store = MetadataStore::open(*folder / "feed" / "metadata");
  for (Receipt& receipt : *receipts) {
    if (store && receipt.pack != kImportedPack) add_signatures(receipt, *store);
    // A receipt of another photo of the same day and dataset is another file.
    const std::string text = receipt_text(receipt);
    const std::string name = "bycatch-receipt-" + receipt.dataset + "-" + utc_time_text(receipt.made).substr(0, 10) +
                             "-" + sha256_hex(text).substr(0, kNameDigits);
    const fs::path file = arguments.out / (name + ".json");
    Status written = replace_file(file, text);
    if (written) written = replace_file(arguments.out / (name + ".html"), receipt_page(receipt));
    if (!written) return fail_with(written.error());
    output.is_json()
        ? output.json({{"file", file.string()}, {"dataset", receipt.dataset}, {"signed", receipt.is_signed()}})
        : output.text(file.string() + (receipt.is_signed() ? "" : ": nobody signed this list"));
  }
  return Exit::done;
}

}  // namespace

void add_receipt(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("receipt", "Keep a finding, with what proves it: a file and a page");
  auto arguments = std::make_shared<ReceiptArguments>();
  command->add_option("SUBJECT", arguments->subject, "Address of a photo, picture file or @NSID")->required();
  command->add_option("--dataset", arguments->dataset, "Only of this dataset");
  command->add_option("--out", arguments->out, "Folder that it is written into")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return write_receipts(output, *arguments); };
  });
}

}  // namespace bycatch
