#include "pack_maker.h"

#include <algorithm>
#include <fstream>

#include "delta_step.h"
#include "feed_path.h"
#include "payload.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBroken = 2;

// A fault of this delta alone: the pack can be had by other ways.
bool is_of_delta(ErrorCode code) {
  switch (code) {
    case ErrorCode::delta_unusable:
    case ErrorCode::result_mismatch:
    case ErrorCode::unsupported:
    case ErrorCode::corrupt:
    case ErrorCode::bad_format:
    case ErrorCode::hash_mismatch:
    case ErrorCode::too_large:
    case ErrorCode::truncated:
    case ErrorCode::not_found:
    case ErrorCode::http_status:
    case ErrorCode::not_a_feed:
      return true;
    default:
      return false;
  }
}

class Maker {
 public:
  Maker(FeedSource& source, const FeedPack& pack, const HeldPack* held, const fs::path& parts,
        const OnLoaded& on_loaded)
      : source_(source), pack_(pack), held_(held), parts_(parts), on_loaded_(on_loaded) {}

  Result<MadePack> make(const PackRoute& first) {
    PackRoute plan = first;
    for (bool is_second = false;; is_second = true) {
      made_.has_loaded_base = plan.loads_base;
      const Status done = follow(plan);
      if (done) {
        return std::move(made_);
      }
      if (is_second || failed_.empty()) {
        return std::unexpected(done.error());
      }
      made_.notes.push_back(done.error());
      auto other = plan_pack(pack_, {}, failed_);
      if (!other) {
        return std::unexpected(done.error());
      }
      plan = *std::move(other);
    }
  }

 private:
  // Names what fails by its own fault in failed_.
  Status follow(const PackRoute& plan) {
    fs::path from;
    if (plan.loads_base) {
      auto base = load(pack_.base);
      if (!base) {
        return std::unexpected(base.error());
      }
      from = *std::move(base);
    }
    for (const FeedDelta* delta : plan.deltas) {
      auto to = step(from, *delta);
      if (!to) {
        if (is_of_delta(to.error().code)) {
          failed_.insert(delta->file.name);
          return fail(to.error().code == ErrorCode::result_mismatch ? to.error().code : ErrorCode::delta_unusable,
                      std::string(to_string(to.error().code)) + ": " + to.error().detail);
        }
        return std::unexpected(to.error());
      }
      from = *std::move(to);
    }
    made_.file = from;
    return check(from);
  }

  Result<fs::path> load(const FeedFile& file) {
    fs::path to = parts_ / file.sha256;
    const FeedHashes hashes = {{std::string(kSha256), file.sha256}};
    const Status loaded = load_payload(source_, {"targets/" + target_path(file.name, hashes), file.bytes, hashes}, to,
                                       [&](std::uint64_t bytes) { on_loaded_(made_.bytes + bytes); });
    if (!loaded) {
      return std::unexpected(loaded.error().code == ErrorCode::not_found
                                 ? Error{ErrorCode::http_status, loaded.error().detail}
                                 : loaded.error());
    }
    made_.bytes += file.bytes;
    on_loaded_(made_.bytes);
    return to;
  }

  // A delta in which two runs ended, each with its process, is not tried a third time: the next run would end there
  // too.
  Result<fs::path> step(const fs::path& from, const FeedDelta& delta) {
    const fs::path begun = parts_ / (delta.file.sha256 + ".begun");
    std::error_code error;
    const auto runs = fs::file_size(begun, error);
    if (!error && runs >= kMaxBroken) {
      return fail(ErrorCode::delta_unusable, "two runs ended while it was applied");
    }
    std::ofstream(begun, std::ios::app) << '.';
    auto made = apply(from, delta);
    fs::remove(begun, error);
    return made;
  }

  Result<fs::path> apply(const fs::path& from, const FeedDelta& delta) {
    const auto file = load(delta.file);
    if (!file) {
      return file;
    }
    auto bytes = FileMapping::open(*file);
    auto base = from.empty() ? Result<FileMapping>(fail(ErrorCode::internal, "nothing held")) : FileMapping::open(from);
    if (!bytes || (!from.empty() && !base)) {
      return std::unexpected(!bytes ? bytes.error() : base.error());
    }
    fs::path to = parts_ / (delta.to.sha256 + ".made");
    const FileMapping& old = from.empty() ? held_->pack.mapping : *base;
    const Status applied = apply_feed_delta(old.bytes(), bytes->bytes(), delta, to);
    old.let_go();
    if (!applied) {
      std::error_code ignored;
      fs::remove(to, ignored);
      return std::unexpected(applied.error());
    }
    std::error_code ignored;
    fs::remove(*file, ignored);
    if (!from.empty()) {
      fs::remove(from, ignored);
    }
    return to;
  }

  // Whether it is the pack that the feed describes, and no other that bears its name.
  [[nodiscard]] Status check(const fs::path& file) const {
    const auto pack = PackFile::open(file);
    if (!pack) {
      return std::unexpected(pack.error());
    }
    const SegmentReader& segment = *pack->segment;
    const bool has_lists = std::ranges::equal(segment.lists(), pack_.lists, [](const ListInfo& is, const auto& said) {
      return is.dataset == said.dataset && is.date == said.date;
    });
    const bool is_said = pack->mapping.bytes().size() == pack_.current.bytes &&
                         segment.root_hash() == pack_.current.root && has_lists && all_keys(segment) == pack_.keys;
    return is_said ? Status() : fail(ErrorCode::bad_format, "pack " + pack_.id + ": another than the feed says");
  }

  FeedSource& source_;
  const FeedPack& pack_;
  const HeldPack* held_;
  const fs::path& parts_;
  const OnLoaded& on_loaded_;
  std::set<std::string> failed_;
  MadePack made_;
};

}  // namespace

Result<MadePack> make_pack(FeedSource& source, const FeedPack& pack, const HeldPack* held, const PackRoute& plan,
                           const fs::path& parts, const OnLoaded& on_loaded) {
  return Maker(source, pack, held, parts, on_loaded).make(plan);
}

}  // namespace bycatch
