#include "feed_copy.h"

#include <set>

#include "durable_file.h"
#include "feed_folder.h"
#include "feed_path.h"
#include "file_lock.h"
#include "metadata_refresh.h"
#include "payload.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

class CopyRun {
 public:
  CopyRun(const CopyRequest& request, FeedSource& source, MetadataStore& store, fs::path parts)
      : request_(request), source_(source), store_(store), parts_(std::move(parts)), feed_(request.folder) {}

  Result<CopyOutcome> run(std::chrono::sys_seconds now) {
    if (const auto anchor = store_.anchor(); !anchor || *anchor != request_.root) {
      if (const Status begun = store_.begin(request_.root); !begun) return std::unexpected(begun.error());
    }
    auto refreshed = refresh_metadata(source_, store_, now);
    if (!refreshed) return std::unexpected(refreshed.error());
    TrustedSet& trusted = refreshed->trusted;
    if (!trusted.root().consistent_snapshot) return fail(ErrorCode::unsupported, "a feed without consistent snapshots");
    Status copied = take_targets(*trusted.targets("targets"));
    if (copied) copied = put_roots(trusted.root().version, now);
    if (copied) copied = put(FeedRole::targets, trusted.targets("targets")->version);
    if (copied) copied = put(FeedRole::snapshot, trusted.snapshot()->version);
    if (copied) copied = put_timestamp(trusted);
    if (!copied) return std::unexpected(copied.error());
    outcome_.timestamp_version = trusted.timestamp()->version;
    return outcome_;
  }

 private:
  Status take_targets(const TargetsMetadata& targets) {
    for (const auto& [path, target] : targets.targets) {
      const auto sha256 = target.hashes.find(std::string(kSha256));
      if (sha256 == target.hashes.end() || !is_target_path(path)) return fail(ErrorCode::bad_format, "a target's name");
      const fs::path place = feed_.target(path, sha256->second);
      kept_.insert(place);
      if (const auto there = hash_file(place); there && there->sha256 == sha256->second) continue;
      if (const Status taken = take_target(path, target, parts_ / sha256->second); !taken) return taken;
    }
    return {};
  }

  Status take_target(const std::string& path, const TargetFile& target, const fs::path& part) {
    const Status loaded =
        load_payload(source_, {"targets/" + target_path(path, target.hashes), target.length, target.hashes}, part,
                     [](std::uint64_t) {});
    if (!loaded) {
      return fail(loaded.error().code == ErrorCode::not_found ? ErrorCode::http_status : loaded.error().code,
                  loaded.error().detail);
    }
    ++outcome_.loaded_files;
    outcome_.loaded_bytes += target.length;
    const auto taken = feed_.take_target(path, part, {});
    return taken ? Status() : std::unexpected(taken.error());
  }

  // From the first on: who holds an old one needs each that came after it. Those before the trusted one prove
  // themselves by leading to it.
  Status put_roots(std::int64_t newest, std::chrono::sys_seconds now) {
    const auto anchor = TrustedSet::begin(request_.root, now);
    if (!anchor) return std::unexpected(anchor.error());
    const std::int64_t trusted = anchor->root().version;
    std::optional<TrustedSet> chain;
    std::vector<std::string> before;
    for (std::int64_t version = 1; version < trusted; ++version) {
      auto text = source_.read("metadata/" + metadata_name("root", version), kMaxRootBytes, false);
      if (!text && text.error().code == ErrorCode::not_found)
        return fail(ErrorCode::root_chain, "an earlier root is gone");
      if (!text) return std::unexpected(text.error());
      if (const Status added = add_to(chain, *text, now); !added) return added;
      before.push_back(*std::move(text));
    }
    if (const Status added = add_to(chain, request_.root, now); !added) return added;
    for (std::int64_t version = 1; version <= newest; ++version) {
      const auto stored = version > trusted ? store_.root(version) : std::nullopt;
      if (version > trusted && !stored) return fail(ErrorCode::io, "a root that was kept is gone");
      const std::string& text = version < trusted    ? before.at(static_cast<std::size_t>(version - 1))
                                : version == trusted ? request_.root
                                                     : *stored;
      if (const Status done = put_text(FeedRole::root, version, text); !done) return done;
    }
    return {};
  }

  static Status add_to(std::optional<TrustedSet>& chain, const std::string& root, std::chrono::sys_seconds now) {
    if (chain) return chain->add_root(root);
    auto first = TrustedSet::begin(root, now);
    if (!first) return std::unexpected(first.error());
    chain = *std::move(first);
    return {};
  }

  Status put_text(FeedRole role, std::int64_t version, std::string_view text) const {
    const auto there = feed_.read(role, version);
    return there && *there == text ? Status() : feed_.put(role, version, text);
  }

  Status put(FeedRole role, std::int64_t version) const {
    const auto text = store_.load(to_string(role));
    return text ? put_text(role, version, *text) : fail(ErrorCode::io, "metadata that were kept are gone");
  }

  // Last: from now on the new state is the feed's.
  Status put_timestamp(const TrustedSet& trusted) {
    const auto text = store_.load(to_string(FeedRole::timestamp));
    if (!text) return fail(ErrorCode::io, "metadata that were kept are gone");
    if (const auto there = feed_.read(FeedRole::timestamp, 0); !there || *there != *text) {
      return feed_.put(FeedRole::timestamp, 0, *text);
    }
    feed_.prune(kept_, trusted.snapshot()->version, trusted.targets("targets")->version);
    return {};
  }

  const CopyRequest& request_;
  FeedSource& source_;
  MetadataStore& store_;
  fs::path parts_;
  FeedFolder feed_;
  std::set<fs::path> kept_;
  CopyOutcome outcome_;
};

}  // namespace

Result<CopyOutcome> FeedCopy::run(std::chrono::sys_seconds now) {
  const fs::path own = request_.folder / ".copy";
  std::error_code error;
  fs::create_directories(request_.folder, error);
  if (const Status made = make_private_folder(own / "parts"); !made) return std::unexpected(made.error());
  const auto lock = FileLock::take(own / "lock", FileLock::Kind::exclusive);
  if (!lock) return std::unexpected(lock.error());
  auto store = MetadataStore::open(own / "metadata");
  if (!store) return std::unexpected(store.error());
  auto source = HttpSource::open(request_.from, request_.http, request_.pause);
  if (!source) return std::unexpected(source.error());
  auto copied = CopyRun(request_, **source, *store, own / "parts").run(now);
  asked_wait_ = (*source)->asked_wait();
  return copied;
}

}  // namespace bycatch
