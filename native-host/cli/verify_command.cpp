// bycatch verify FILE [--root FILE] [--pack FILE | --feed URL]
#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "command.h"
#include "durable_file.h"
#include "feed_path.h"
#include "generation.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "http_source.h"
#include "kept_rights.h"
#include "metadata_store.h"
#include "pack_index.h"
#include "paths.h"
#include "payload.h"
#include "receipt_proof.h"
#include "utc_time.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVerifying = "verify the receipt";

struct VerifyArguments {
  fs::path file;
  fs::path root;
  fs::path pack;
  std::string feed;
};

class Verification {
 public:
  Verification(const VerifyArguments& arguments, fs::path folder)
      : arguments_(arguments), folder_(std::move(folder)), loaded_(folder_ / "verify") {}
  Verification(const Verification&) = delete;
  Verification& operator=(const Verification&) = delete;
  ~Verification() {
    std::error_code ignored;
    fs::remove_all(loaded_, ignored);
  }

  // Errors: those of reading; those of prove_signatures(); not_found, when the pack is not here; those of
  // prove_finding().
  Status run() {
    const auto text = read_small_file(arguments_.file, Receipt::kMaxBytes);
    auto receipt = text ? read_receipt(*text) : std::unexpected(text.error());
    if (!receipt) return std::unexpected(receipt.error());
    receipt_ = *std::move(receipt);
    if (receipt_.is_signed()) {
      const auto trusted = trusted_roots();
      auto named = trusted ? prove_signatures(receipt_, *trusted) : std::unexpected(trusted.error());
      if (!named) return std::unexpected(named.error());
      named_ = *std::move(named);
    }
    auto pack = find_pack();
    if (!pack) return std::unexpected(pack.error());
    if (pack->segment->root_hash() != receipt_.root) return fail(ErrorCode::result_mismatch, "it is another pack");
    if (const Status whole = pack->segment->verify(); !whole) return whole;
    std::vector<PackFile> one;
    one.push_back(*std::move(pack));
    return prove_finding(receipt_, PackIndex(std::move(one)));
  }

  [[nodiscard]] const Receipt& receipt() const { return receipt_; }

 private:
  // The one that is given, or those of the feed that is synced from here.
  Result<std::vector<std::string>> trusted_roots() const {
    if (!arguments_.root.empty()) {
      auto root = read_small_file(arguments_.root, kMaxRootBytes);
      if (!root) return std::unexpected(root.error());
      return std::vector<std::string>{*std::move(root)};
    }
    const auto store = MetadataStore::open(folder_ / "feed" / "metadata");
    return store ? store->roots() : std::unexpected(store.error());
  }

  Result<PackFile> find_pack() {
    if (!arguments_.pack.empty()) return PackFile::open(arguments_.pack);
    if (!arguments_.feed.empty()) return load_pack();
    const auto name = live_generation_name(folder_);
    if (!name) return std::unexpected(name.error());
    const fs::path generation = generation_path(folder_, *name);
    const auto manifest = name->empty() ? Result<GenerationManifest>() : read_manifest(generation);
    if (!manifest) return std::unexpected(manifest.error());
    const auto held = std::ranges::find(manifest->packs, receipt_.root, &GenerationManifest::OfPack::root);
    return held == manifest->packs.end() ? fail(ErrorCode::not_found, "its pack is not held here")
                                         : PackFile::open(pack_path(generation, held->id));
  }

  Result<PackFile> load_pack() {
    if (!named_ || named_->base_root != receipt_.root) {
      return fail(ErrorCode::not_found, "a feed has that pack in no single file");
    }
    auto source = HttpSource::open(arguments_.feed, {}, [](auto wait) { std::this_thread::sleep_for(wait); });
    if (!source) return std::unexpected(source.error());
    if (const Status made = make_private_folder(loaded_); !made) return std::unexpected(made.error());
    const FeedHashes hashes = {{std::string(kSha256), named_->base.sha256}};
    const Payload payload{"targets/" + target_path(named_->base.name, hashes), named_->base.bytes, hashes};
    const fs::path file = loaded_ / named_->base.sha256;
    const Status loaded = load_payload(**source, payload, file, [](std::uint64_t) {});
    return loaded ? PackFile::open(file) : std::unexpected(loaded.error());
  }

  const VerifyArguments& arguments_;
  fs::path folder_;
  fs::path loaded_;
  Receipt receipt_;
  std::optional<FeedPack> named_;
};

Explanation explain_proof(ErrorCode code) {
  switch (code) {
    case ErrorCode::root_chain:
    case ErrorCode::signature:
    case ErrorCode::threshold:
      return {"who signed it is not trusted here", "Give the publisher's root, had by a way you trust: --root FILE"};
    case ErrorCode::no_feed:
      return {"no publisher is trusted here yet", "Give the publisher's root, had by a way you trust: --root FILE"};
    case ErrorCode::expired:
      return {"what was signed had expired at the time that the receipt names",
              "Ask for a receipt that was made in time"};
    case ErrorCode::result_mismatch:
      return {"the receipt says what is not so", "Do not rely on it"};
    case ErrorCode::not_found:
      return {"it could not be checked: what it needs is not here",
              "Give the pack's file (--pack FILE), or load it (--feed URL)"};
    case ErrorCode::bad_format:
    case ErrorCode::not_a_feed:
      return {"it is no receipt", "Give the file that `bycatch receipt` wrote"};
    default:
      return explain(code);
  }
}

Exit verify(Output& output, const VerifyArguments& arguments) {
  const auto folder = data_folder();
  const Status made = folder ? make_private_folder(*folder) : std::unexpected(folder.error());
  if (!made) {
    output.failure(kVerifying, made.error());
    return Exit::failed;
  }
  keep_only({.readable = {arguments.file, arguments.root, arguments.pack}, .writable = {*folder}});
  Verification verification(arguments, *folder);
  if (const Status proven = verification.run(); !proven) {
    output.failure(kVerifying, proven.error(), explain_proof(proven.error().code));
    return Exit::failed;
  }
  const Receipt& receipt = verification.receipt();
  if (output.is_json()) {
    output.json({{"proven", true},
                 {"signed", receipt.is_signed()},
                 {"dataset", receipt.dataset},
                 {"made", utc_time_text(receipt.made)}});
  } else {
    output.text("it holds: " + receipt.dataset + " listed it at " + utc_time_text(receipt.made) +
                (receipt.is_signed() ? ", as the publisher signed it" : "; nobody signed that list"));
  }
  return Exit::done;
}

}  // namespace

void add_verify(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("verify", "Whether a receipt is true");
  auto arguments = std::make_shared<VerifyArguments>();
  command->add_option("FILE", arguments->file, "What `bycatch receipt` wrote")->required();
  command->add_option("--root", arguments->root, "The publisher's root; that of the feed synced from if not given");
  CLI::Option* pack = command->add_option("--pack", arguments->pack, "The pack's file, when it is not held here");
  command->add_option("--feed", arguments->feed, "Address of a feed or mirror to load the pack from")->excludes(pack);
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return verify(output, *arguments); }; });
}

}  // namespace bycatch
