// Drives the sync client's library by the command line of the TUF conformance suite (its CLIENT-CLI.md), for
// tuf_conformance.sh:
//   tuf_client --metadata-dir D init ROOTFILE
//   tuf_client --metadata-dir D --metadata-url U refresh
//   tuf_client --metadata-dir D --metadata-url U --target-dir O --target-base-url B --target-name T... download
// Exit code 0 when all of it was done, else 1.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <thread>

#include "durable_file.h"
#include "feed_path.h"
#include "http_source.h"
#include "metadata_refresh.h"
#include "metadata_store.h"
#include "payload.h"
#include "target_search.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string metadata_url, metadata_dir, root_file, target_dir, target_base_url;
  std::vector<std::string> target_names;
};

// The library knows a feed by its folder, which holds `metadata/` and `targets/`; the suite names them each.
class SplitSource final : public FeedSource {
 public:
  SplitSource(std::unique_ptr<HttpSource> metadata, std::unique_ptr<HttpSource> targets)
      : metadata_(std::move(metadata)), targets_(std::move(targets)) {}
  Result<std::string> read(const std::string& path, std::uint64_t max_bytes, bool no_cache) override {
    return metadata_->read(path.substr(path.find('/') + 1), max_bytes, no_cache);
  }
  Status load(const std::string& path, std::uint64_t bytes, PartFile& part, bool no_cache,
              const OnLoaded& on_loaded) override {
    return targets_->load(path, bytes, part, no_cache, on_loaded);
  }

 private:
  std::unique_ptr<HttpSource> metadata_;
  std::unique_ptr<HttpSource> targets_;
};

Result<std::unique_ptr<HttpSource>> open_source(const std::string& url) {
  return HttpSource::open(url, HttpRules(), [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); });
}

Status download_target(const Arguments& arguments, TrustedSet& trusted, FeedSource& source, MetadataStore& store,
                       const std::string& name) {
  const auto target = find_target(trusted, source, store, name);
  if (!target) {
    return std::unexpected(target.error());
  }
  const bool has_hash = trusted.root().consistent_snapshot;
  const std::string encoded = percent_encoded(name);
  const fs::path file = fs::path(arguments.target_dir) / (encoded.size() > 200 ? sha256_hex(name) : "_" + encoded);
  if (const auto held = PartFile::open(file);
      held && held->held_bytes() == target->length && held->check(target->hashes)) {
    return {};
  }
  std::error_code error;
  if (fs::is_empty(file, error)) fs::remove(file, error);
  const fs::path part = file.string() + ".part";
  const Status loaded = load_payload(
      source, {target_path(name, has_hash ? target->hashes : FeedHashes()), target->length, target->hashes}, part,
      [](std::uint64_t) {});
  if (loaded) {
    fs::rename(part, file, error);
  } else {
    fs::remove(part, error);
  }
  return loaded && error ? fail(ErrorCode::io, "rename") : loaded;
}

Status download_all(const Arguments& arguments) {
  auto store = MetadataStore::open(arguments.metadata_dir);
  auto metadata = open_source(arguments.metadata_url);
  auto targets = open_source(arguments.target_base_url.empty() ? arguments.metadata_url : arguments.target_base_url);
  if (!store || !metadata || !targets) {
    return fail(ErrorCode::bad_request, "arguments");
  }
  SplitSource source(std::move(*metadata), std::move(*targets));
  auto refreshed =
      refresh_metadata(source, *store, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  Status done = refreshed ? Status() : std::unexpected(refreshed.error());
  for (std::size_t i = 0; done && i < arguments.target_names.size(); ++i) {
    done = download_target(arguments, refreshed->trusted, source, *store, arguments.target_names[i]);
  }
  return done;
}

Status init(const Arguments& arguments) {
  const auto root = read_small_file(arguments.root_file, kMaxRootBytes);
  auto store = root ? MetadataStore::open(arguments.metadata_dir) : std::unexpected(root.error());
  return store ? store->begin(*root) : std::unexpected(store.error());
}

int run(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("TUF client of the conformance suite");
  app.add_option("--metadata-url", arguments.metadata_url);
  app.add_option("--metadata-dir", arguments.metadata_dir)->required();
  app.add_option("--target-dir", arguments.target_dir);
  app.add_option("--target-base-url", arguments.target_base_url);
  app.add_option("--target-name", arguments.target_names)->expected(1)->allow_extra_args(false);
  CLI::App* initialise = app.add_subcommand("init");
  initialise->add_option("ROOTFILE", arguments.root_file)->required();
  app.add_subcommand("refresh");
  app.add_subcommand("download");
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return 1;
  }
  const Status done = initialise->parsed() ? init(arguments) : download_all(arguments);
  if (!done) {
    std::cerr << to_string(done.error().code) << ": " << done.error().detail << '\n';
  }
  return done ? 0 : 1;
}

}  // namespace
}  // namespace bycatch

int main(int argc, char** argv) {
  return bycatch::run(argc, argv);
}
