#include "sync_run.h"

#include <algorithm>
#include <memory>
#include <set>
#include <system_error>

#include "catalogue_reader.h"
#include "durable_file.h"
#include "feed_contents.h"
#include "feed_packs.h"
#include "feed_path.h"
#include "file_digest.h"
#include "file_lock.h"
#include "generation_builder.h"
#include "http_source.h"
#include "metadata_refresh.h"
#include "pack_maker.h"
#include "payload.h"
#include "sync_history.h"
#include "sync_state.h"
#include "tar_source.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kReserveBytes = 16 << 20;
constexpr std::string_view kAllPacks = "*";
constexpr std::chrono::days kClockDoubt{400};

// Metadata live for less than this; whoever finds them expired for longer has a wrong clock, most likely.
bool is_clock_suspect(std::chrono::sys_seconds now, std::int64_t checked_at) {
  const std::chrono::sys_seconds last{std::chrono::seconds(checked_at)};
  return now < last - std::chrono::days(1) || (checked_at > 0 && now > last + kClockDoubt);
}

}  // namespace

std::string_view to_string(PackWay way) noexcept {
  switch (way) {
    case PackWay::held:
      return "held";
    case PackWay::delta:
      return "delta";
    case PackWay::base:
      return "base";
    case PackWay::held_back:
      return "held_back";
    case PackWay::dropped:
      return "dropped";
    case PackWay::left_out:
      return "left_out";
  }
  return {};
}

namespace {

class SyncRun {
 public:
  SyncRun(const SyncRequest& request, const SyncEvents& events)
      : request_(request), events_(events), folder_(request.data_folder / "feed"), parts_(folder_ / "parts") {}

  Result<SyncOutcome> run() {
    Status done = open();
    if (done && !outcome_.is_due) {
      return std::move(outcome_);
    }
    for (const auto step : {&SyncRun::refresh, &SyncRun::look_at_packs, &SyncRun::plan, &SyncRun::load}) {
      done = done ? (this->*step)() : done;
    }
    remember(done);
    return done ? Result<SyncOutcome>(std::move(outcome_)) : std::unexpected(done.error());
  }

 private:
  [[nodiscard]] fs::path state_file() const { return folder_ / "state.json"; }

  void note(ErrorCode code, std::string detail) { outcome_.notes.push_back({code, std::move(detail)}); }

  Status open() {
    if (const Status made = make_private_folder(parts_); !made) {
      return made;
    }
    auto lock = FileLock::take(folder_ / "lock", FileLock::Kind::exclusive);
    auto store = lock ? MetadataStore::open(folder_ / "metadata") : std::unexpected(lock.error());
    if (!store) {
      return std::unexpected(store.error());
    }
    lock_ = *std::move(lock);
    store_ = *std::move(store);
    auto read = read_sync_state(state_file());
    state_ = std::move(read.state);
    if (read.is_damaged) {
      note(ErrorCode::state_reset, "which feed and packs were chosen");
    }
    if (const Status chosen = choose(); !chosen) {
      return chosen;
    }
    return open_source();
  }

  // What this run was told to be different from the one before.
  Status choose() {
    state_.feed = request_.feed.empty() ? state_.feed : request_.feed;
    if (request_.packs || request_.forgets_packs) {
      state_.packs = request_.packs;
    }
    const auto anchor = store_->anchor();
    if (request_.root && (!anchor || *anchor != *request_.root)) {
      if (const auto trusted = TrustedSet::begin(*request_.root, request_.now); !trusted) {
        return std::unexpected(trusted.error());
      }
      if (const Status begun = store_->begin(*request_.root); !begun) {
        return begun;
      }
    } else if (!anchor) {
      return std::unexpected(anchor.error());
    }
    if (state_.feed.empty() && request_.offline.empty()) {
      return fail(ErrorCode::no_feed, "no address of a feed");
    }
    return {};
  }

  Status open_source() {
    if (!request_.offline.empty()) {
      auto tar = TarSource::open(request_.offline);
      if (!tar) {
        return std::unexpected(tar.error());
      }
      source_ = std::make_unique<TarSource>(*std::move(tar));
      return {};
    }
    const std::int64_t now = request_.now.time_since_epoch().count();
    const std::chrono::seconds since(now - state_.checked_at);
    outcome_.is_due = !request_.only_when_due || since < std::chrono::seconds(0) || since >= kSyncInterval;
    if (!outcome_.is_due) {
      return {};
    }
    // A clock that was set back must not make us wait for ever.
    if (now < state_.not_before && state_.not_before - now <= 86'400) {
      if (request_.only_when_due) {
        outcome_.is_due = false;
        return {};
      }
      return fail(ErrorCode::http_status, "the server asked to be left alone for a while");
    }
    auto http = HttpSource::open(state_.feed, request_.http, request_.pause);
    if (!http) {
      return std::unexpected(http.error());
    }
    http_ = http->get();
    source_ = *std::move(http);
    return {};
  }

  Status refresh() {
    // Never judged by an earlier time than that of the last run that went well.
    const std::chrono::sys_seconds last{std::chrono::seconds(state_.checked_at)};
    auto refreshed = refresh_metadata(*source_, *store_, std::max(request_.now, last));
    is_known_ = refreshed.has_value();
    if (is_clock_suspect(request_.now, state_.checked_at)) {
      note(ErrorCode::clock_suspect, "this machine's clock is far from where it was");
    }
    if (!refreshed) {
      return std::unexpected(refreshed.error());
    }
    if (refreshed->has_reset) {
      note(ErrorCode::state_reset, "what was remembered of the feed was damaged in part");
    }
    auto contents = read_feed_contents(*refreshed->trusted.targets("targets"));
    if (!contents) {
      return std::unexpected(contents.error());
    }
    contents_ = *std::move(contents);
    return {};
  }

  Status look_at_packs() {
    std::vector<std::string> damaged;
    auto held = held_feed_packs(request_.data_folder, damaged);
    if (!held && held.error().code != ErrorCode::corrupt) {
      return std::unexpected(held.error());
    }
    if (!held || !damaged.empty()) {
      note(ErrorCode::state_reset, "packs on the disk are damaged and are loaded anew");
    }
    held_ = held ? *std::move(held) : std::vector<HeldPack>();
    return {};
  }

  [[nodiscard]] const HeldPack* held(const std::string& id) const {
    const auto found = std::ranges::find(held_, id, &HeldPack::id);
    return found == held_.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool is_chosen(const FeedPack& pack) const {
    return !state_.packs ? pack.by_default : is_named(pack.id);
  }
  [[nodiscard]] bool is_named(const std::string& id) const {
    return state_.packs &&
           std::ranges::any_of(*state_.packs, [&](const auto& one) { return one == id || one == kAllPacks; });
  }

  struct Work {
    const FeedPack* pack;
    PackRoute plan;
    std::size_t place;  // in outcome_.packs
  };

  Status plan() {
    for (const FeedPack& pack : contents_.packs) {
      if (const Status planned = is_chosen(pack) ? plan_one(pack) : Status(); !planned) {
        return planned;
      }
      if (request_.only_plans && !is_chosen(pack) && held(pack.id) == nullptr) {
        outcome_.packs.push_back(said_of(pack, PackWay::left_out));
      }
    }
    drop_unchosen();
    name_missing();
    events_.on_plan(outcome_.packs);
    return request_.only_plans ? Status() : check_room();
  }

  static SyncPack said_of(const FeedPack& pack, PackWay way) {
    return {.id = pack.id,
            .title = pack.title,
            .way = way,
            .keys = pack.keys,
            .bytes = 0,
            .size_bytes = pack.current.bytes};
  }

  Status plan_one(const FeedPack& pack) {
    SyncPack said = said_of(pack, PackWay::held);
    const HeldPack* mine = held(pack.id);
    if (pack.base.format != kFeedFormat) {
      outcome_.failures.push_back({ErrorCode::unsupported, "pack " + pack.id + ": a newer format"});
    } else if (mine != nullptr && !pack.may_shrink && pack.keys < all_keys(*mine->pack.segment) / 5 * 4) {
      outcome_.failures.push_back({ErrorCode::suspicious_shrink, "pack " + pack.id});
    } else if (mine == nullptr || mine->root != pack.current.root) {
      auto plan = plan_pack(pack, mine == nullptr ? "" : mine->root, {});
      if (!plan) {
        return std::unexpected(plan.error());
      }
      said.way = !plan->loads_base ? PackWay::delta : request_.is_metered ? PackWay::held_back : PackWay::base;
      said.bytes = plan->bytes;
      if (said.way != PackWay::held_back) {
        work_.push_back({&pack, *std::move(plan), outcome_.packs.size()});
      }
    }
    outcome_.packs.push_back(std::move(said));
    return {};
  }

  // What the person does not want any more. (What the feed does not have any more stays until they say so.)
  void drop_unchosen() {
    for (const HeldPack& mine : held_) {
      const auto pack = std::ranges::find(contents_.packs, mine.id, &FeedPack::id);
      const bool is_there = pack != contents_.packs.end();
      const bool is_wanted = is_there ? is_chosen(*pack) : !state_.packs || is_named(mine.id);
      if (!is_wanted) {
        dropped_.push_back(mine.id);
        outcome_.packs.push_back(is_there ? said_of(*pack, PackWay::dropped)
                                          : SyncPack{.id = mine.id, .title = "", .way = PackWay::dropped});
      } else if (!is_there) {
        outcome_.failures.push_back({ErrorCode::suspicious_shrink, "pack " + mine.id + ": not in the feed any more"});
      }
    }
  }

  void name_missing() {
    for (const std::string& id : state_.packs.value_or(std::vector<std::string>())) {
      if (id != kAllPacks && held(id) == nullptr &&
          std::ranges::find(contents_.packs, id, &FeedPack::id) == contents_.packs.end()) {
        outcome_.failures.push_back({ErrorCode::not_found, "pack " + id});
      }
    }
  }

  // Files of earlier runs that nothing needs any more.
  void remove_old_parts() {
    std::set<std::string> wanted;
    for (const Work& work : work_) {
      wanted.insert(work.pack->base.sha256);
      for (const FeedDelta* delta : work.plan.deltas) {
        wanted.insert(delta->file.sha256);
      }
    }
    std::error_code error;
    for (fs::directory_iterator it(parts_, error), end; !error && it != end; it.increment(error)) {
      if (!wanted.contains(it->path().stem().string()) || it->path().extension() == ".made") {
        std::error_code ignored;
        fs::remove_all(it->path(), ignored);
      }
    }
  }

  Status check_room() {
    remove_old_parts();
    std::uint64_t needed = kReserveBytes;
    for (const Work& work : work_) {
      needed += work.plan.bytes + (work.plan.deltas.empty() ? 0 : 2 * work.pack->current.bytes);
      std::error_code ignored;
      const auto there = fs::file_size(parts_ / work.pack->base.sha256, ignored);
      needed -= ignored ? 0 : std::min<std::uint64_t>(there, work.plan.bytes);
    }
    std::error_code error;
    const auto space = fs::space(folder_, error);
    return error || space.available >= needed ? Status() : fail(ErrorCode::no_space, "less room than the packs need");
  }

  Status load() {
    if (request_.only_plans) {
      return {};
    }
    std::uint64_t whole = contents_.catalogue ? contents_.catalogue->bytes : 0;
    for (const Work& work : work_) {
      whole += work.plan.bytes;
    }
    std::uint64_t done = 0;
    std::vector<std::pair<std::string, fs::path>> made;
    for (const Work& work : work_) {
      auto pack = make_pack(*source_, *work.pack, held(work.pack->id), work.plan, parts_, [&](std::uint64_t bytes) {
        events_.on_bytes(done + bytes, std::max(whole, done + bytes));
      });
      if (!pack) {
        return std::unexpected(pack.error());
      }
      done += pack->bytes;
      std::ranges::move(pack->notes, std::back_inserter(outcome_.notes));
      SyncPack& said = outcome_.packs[work.place];
      said.way = pack->has_loaded_base ? PackWay::base : PackWay::delta;
      said.bytes = pack->bytes;
      made.emplace_back(work.pack->id, std::move(pack->file));
    }
    auto catalogue = load_catalogue();
    return catalogue ? make_generation(made, *std::move(catalogue)) : std::unexpected(catalogue.error());
  }

  // Kept apart, to be loaded only when it is another. Nothing when the feed has none.
  Result<std::optional<CatalogueSource>> load_catalogue() {
    if (!contents_.catalogue) {
      return std::optional<CatalogueSource>();
    }
    const FeedFile& file = *contents_.catalogue;
    const fs::path place = folder_ / "catalogue.json";
    const FeedHashes hashes = {{std::string(kSha256), file.sha256}};
    if (const auto there = digest_file(place); there && there->sha256 != file.sha256) {
      std::error_code ignored;
      fs::remove(place, ignored);
    }
    const Status loaded = load_payload(*source_, {"targets/" + target_path(file.name, hashes), file.bytes, hashes},
                                       place, [](std::uint64_t) {});
    if (!loaded) {
      return fail(loaded.error().code == ErrorCode::not_found ? ErrorCode::http_status : loaded.error().code,
                  loaded.error().detail);
    }
    const auto text = read_small_file(place, kMaxFeedCatalogueBytes);
    auto source = text ? read_feed_catalogue(*text) : std::unexpected(text.error());
    if (!source) {
      return std::unexpected(source.error());
    }
    return std::optional(*std::move(source));
  }

  Status make_generation(const std::vector<std::pair<std::string, fs::path>>& made,
                         std::optional<CatalogueSource> catalogue) {
    auto builder = GenerationBuilder::begin(request_.data_folder, request_.now);
    if (!builder) {
      return std::unexpected(builder.error());
    }
    for (const auto& [id, file] : made) {
      if (const Status put = builder->put_pack(id, file); !put) {
        return put;
      }
    }
    for (const std::string& id : dropped_) {
      builder->drop_pack(id);
    }
    if (catalogue) {
      builder->put_catalogue(*std::move(catalogue));
    }
    auto finished = builder->finish();
    if (!finished) {
      return std::unexpected(finished.error());
    }
    outcome_.generation = finished->generation;
    outcome_.has_changed = finished->changed;
    return {};
  }

  [[nodiscard]] PastSync past_sync(const Status& done, std::int64_t now) const {
    PastSync sync{now, {}, 0};
    if (!done) {
      sync.code = done.error().code;
    } else if (!outcome_.failures.empty()) {
      sync.code = outcome_.failures.front().code;
    }
    for (const SyncPack& pack : outcome_.packs) {
      sync.bytes += done ? static_cast<std::int64_t>(pack.bytes) : 0;
    }
    return sync;
  }

  void remember(const Status& done) {
    if (!lock_ || request_.only_plans) {
      return;
    }
    if (done) {
      work_.clear();
      remove_old_parts();
    }
    // What somebody mistyped is not kept.
    SyncState kept = is_known_ ? state_ : read_sync_state(state_file()).state;
    const std::int64_t now = request_.now.time_since_epoch().count();
    kept.checked_at = done ? std::max(kept.checked_at, now) : kept.checked_at;
    if (http_ != nullptr) {
      kept.not_before = http_->asked_wait() ? now + http_->asked_wait()->count() : 0;
    }
    // What cannot be remembered is asked again next time.
    static_cast<void>(write_sync_state(state_file(), kept));
    static_cast<void>(add_to_sync_history(request_.data_folder, past_sync(done, now)));
  }

  const SyncRequest& request_;
  const SyncEvents& events_;
  fs::path folder_;
  fs::path parts_;
  std::optional<FileLock> lock_;
  std::optional<MetadataStore> store_;
  SyncState state_;
  std::unique_ptr<FeedSource> source_;
  HttpSource* http_ = nullptr;  // in source_
  bool is_known_ = false;       // the address is a feed's
  FeedContents contents_;
  std::vector<HeldPack> held_;
  std::vector<Work> work_;
  std::vector<std::string> dropped_;
  SyncOutcome outcome_;
};

}  // namespace

Result<SyncOutcome> run_sync(const SyncRequest& request, const SyncEvents& events) {
  return SyncRun(request, events).run();
}

}  // namespace bycatch
