#include "metadata_refresh.h"

#include "feed_path.h"

namespace bycatch {
namespace {

constexpr std::string_view kFolder = "metadata/";

// A file that signed metadata name, or that every feed has, must be there.
Result<std::string> read_needed(FeedSource& source, const std::string& name, std::uint64_t max_bytes, bool no_cache) {
  auto bytes = source.read(std::string(kFolder) + name, max_bytes, no_cache);
  if (!bytes && bytes.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::http_status, name + ": " + bytes.error().detail);
  }
  return bytes;
}

std::uint64_t cap(const MetadataFile& file, std::size_t otherwise) {
  return file.length ? std::min<std::uint64_t>(*file.length, otherwise) : otherwise;
}

class Workflow {
 public:
  Workflow(FeedSource& source, MetadataStore& store, TrustedSet trusted)
      : source_(source), store_(store), state_{.trusted = std::move(trusted)} {}

  Result<Refreshed> run() {
    for (const auto step : {&Workflow::take_stored_roots, &Workflow::take_new_roots, &Workflow::close_roots,
                            &Workflow::take_timestamp, &Workflow::take_snapshot, &Workflow::take_targets}) {
      if (const Status taken = (this->*step)(); !taken) {
        return std::unexpected(taken.error());
      }
    }
    return std::move(state_);
  }

 private:
  [[nodiscard]] TrustedSet& trusted() { return state_.trusted; }
  [[nodiscard]] std::int64_t next_root() { return trusted().root().version + 1; }

  void reset(FeedRole role) {
    state_.has_reset = true;
    store_.drop(to_string(role));
  }

  // Not even what lies on this disk is believed: whoever could write there would otherwise be the publisher for ever.
  Status take_stored_roots() {
    std::string newest;
    for (auto bytes = store_.root(next_root()); bytes; bytes = store_.root(next_root())) {
      const std::int64_t version = next_root();
      if (const Status added = trusted().add_root(*bytes); !added) {
        state_.has_reset = true;
        store_.drop_root(version);
        break;
      }
      newest = *std::move(bytes);
    }
    return newest.empty() ? Status() : store_.show_root(newest);
  }

  Status take_new_roots() {
    for (int count = 0; count < kMaxNewRoots; ++count) {
      const std::int64_t version = next_root();
      auto bytes = source_.read(std::string(kFolder) + metadata_name("root", version), kMaxRootBytes, false);
      if (!bytes && bytes.error().code == ErrorCode::not_found) {
        return {};
      }
      const Status added = bytes ? trusted().add_root(*bytes) : std::unexpected(bytes.error());
      const Status put = added ? store_.put_root(version, *bytes) : added;
      if (!put) {
        return put;
      }
    }
    return {};
  }

  Status close_roots() {
    const MetadataStore::Floor known = store_.floor();
    state_.has_reset = state_.has_reset || known.is_damaged;
    const Status closed = trusted().close_roots(known.floor);
    if (trusted().is_floor_void()) {
      store_.drop(to_string(FeedRole::timestamp));
      store_.drop(to_string(FeedRole::snapshot));
    }
    return closed && known.is_damaged ? store_.put_floor(trusted().floor()) : closed;
  }

  // Fetched anew past all caches when an older one came: most likely a cache's, and no attack.
  Result<TrustedSet::Taken> fetch_timestamp(std::string& bytes) {
    const std::string name = metadata_name(to_string(FeedRole::timestamp), std::nullopt);
    for (const bool no_cache : {false, true}) {
      auto read = read_needed(source_, name, kMaxTimestampBytes, no_cache);
      auto taken = read ? trusted().add_timestamp(*read) : std::unexpected(read.error());
      if (taken || taken.error().code != ErrorCode::rollback || no_cache) {
        bytes = read ? *std::move(read) : "";
        return taken;
      }
    }
    return fail(ErrorCode::internal, "no timestamp");
  }

  Status take_timestamp() {
    if (const auto stored = store_.load(to_string(FeedRole::timestamp))) {
      if (!trusted().load_timestamp(*stored)) {
        reset(FeedRole::timestamp);
      }
    }
    std::string bytes;
    const auto taken = fetch_timestamp(bytes);
    if (!taken) {
      return std::unexpected(taken.error());
    }
    state_.other_content = *taken == TrustedSet::Taken::other_of_same_version;
    return *taken == TrustedSet::Taken::newer ? put(FeedRole::timestamp, bytes) : Status();
  }

  // The floor first: should the run end in between, it may be too high for what is on disk, never too low.
  Status put(FeedRole role, std::string_view bytes) {
    const Status floor = store_.put_floor(trusted().floor());
    return floor ? store_.put(to_string(role), bytes) : floor;
  }

  Status take_snapshot() {
    if (const auto stored = store_.load(to_string(FeedRole::snapshot))) {
      const auto loaded = trusted().load_snapshot(*stored);
      if (!loaded) {
        reset(FeedRole::snapshot);
      } else if (*loaded) {
        return {};
      }
    }
    const MetadataFile& said = trusted().timestamp()->snapshot;
    const auto bytes =
        read_needed(source_, metadata_name("snapshot", version(said)), cap(said, kMaxSnapshotBytes), false);
    const Status added = bytes ? trusted().add_snapshot(*bytes) : std::unexpected(bytes.error());
    return added ? put(FeedRole::snapshot, *bytes) : added;
  }

  Status take_targets() { return load_targets(trusted(), source_, store_, to_string(FeedRole::targets), "root"); }

  [[nodiscard]] std::optional<std::int64_t> version(const MetadataFile& file) {
    return trusted().root().consistent_snapshot ? std::optional(file.version) : std::nullopt;
  }

  FeedSource& source_;
  MetadataStore& store_;
  Refreshed state_;
};

}  // namespace

Result<Refreshed> refresh_metadata(FeedSource& source, MetadataStore& store, std::chrono::sys_seconds start) {
  const auto anchor = store.anchor();
  if (!anchor) {
    return std::unexpected(anchor.error());
  }
  auto trusted = TrustedSet::begin(*anchor, start);
  if (!trusted) {
    return std::unexpected(trusted.error());
  }
  return Workflow(source, store, *std::move(trusted)).run();
}

Status load_targets(TrustedSet& trusted, FeedSource& source, MetadataStore& store, std::string_view role,
                    std::string_view delegator) {
  if (const auto stored = store.load(role); stored && trusted.add_targets(role, delegator, *stored)) {
    return {};
  }
  const auto said = trusted.snapshot()->files.find(role);
  if (said == trusted.snapshot()->files.end()) {
    return fail(ErrorCode::bad_format, "a role that the snapshot does not name");
  }
  const auto version = trusted.root().consistent_snapshot ? std::optional(said->second.version) : std::nullopt;
  const auto bytes = read_needed(source, metadata_name(role, version), cap(said->second, kMaxTargetsBytes), false);
  const Status added = bytes ? trusted.add_targets(role, delegator, *bytes) : std::unexpected(bytes.error());
  return added ? store.put(role, *bytes) : added;
}

}  // namespace bycatch
