#include "feed_table.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "durable_file.h"
#include "trusted_set.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = 1 << 20;
constexpr std::int64_t kMaxRoots = 1 << 16;
constexpr std::size_t kTagDigits = 32;  // of a SHA-256

// As an address spells a name: FEED.md.
std::string in_address(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/";
  std::string text;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          kPlain.find(c) != std::string_view::npos;
    if (is_plain) {
      text += c;
    } else {
      text += '%';
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 15U];
    }
  }
  return text;
}

bool stays_inside(std::string_view path) {
  return !path.empty() && path.find('\0') == std::string_view::npos &&
         std::ranges::none_of(fs::path(path), [](const fs::path& part) {
           return part.empty() || part == "." || part == ".." || part == "/";
         });
}

FileKind kind_of(const nlohmann::json& custom) {
  const auto kind = custom.is_object() ? custom.find("kind") : custom.end();
  if (!custom.is_object() || kind == custom.end() || !kind->is_string()) return FileKind::other;
  return *kind == "base" ? FileKind::base : *kind == "delta" ? FileKind::delta : FileKind::other;
}

std::string tag_of(std::string_view sha256) {
  return '"' + std::string(sha256.substr(0, kTagDigits)) + '"';
}

// Reads a whole open file; hashes it, and keeps its bytes if `contents` is given.
Status read_whole(const FileHandle& file, std::uint64_t size, HashCheck& hash, std::string* contents) {
  std::vector<char> piece(std::min<std::uint64_t>(kReadBytes, size + 1));
  std::uint64_t at = 0;
  while (true) {
    const ssize_t got = ::pread(file.get(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno("read a target");
    if (got == 0) break;
    const auto bytes = std::span(piece).first(static_cast<std::size_t>(got));
    hash.add(bytes);
    if (contents != nullptr) contents->append(bytes.data(), bytes.size());
    at += bytes.size();
    if (at > size) break;
  }
  return at == size ? Status() : fail(at > size ? ErrorCode::too_large : ErrorCode::truncated, "a target's length");
}

}  // namespace

std::string_view to_string(FileKind kind) noexcept {
  switch (kind) {
    case FileKind::root:
      return "root";
    case FileKind::timestamp:
      return "timestamp";
    case FileKind::snapshot:
      return "snapshot";
    case FileKind::targets:
      return "targets";
    case FileKind::base:
      return "base";
    case FileKind::delta:
      return "delta";
    case FileKind::other:
      return "other";
  }
  return {};
}

class TableLoader {
 public:
  TableLoader(const fs::path& folder, std::chrono::sys_seconds now, std::shared_ptr<const FeedTable> before)
      : folder_(folder), now_(now), before_(std::move(before)), table_(std::make_shared<FeedTable>()) {}

  Result<std::shared_ptr<const FeedTable>> run(std::string_view root) {
    Status loaded = take_roots(root);
    if (loaded) loaded = take_metadata(*set_);
    if (loaded) loaded = take_targets(*set_);
    if (!loaded) return std::unexpected(loaded.error());
    if (before_ != nullptr && before_->timestamp_version_ != table_->timestamp_version_) {
      table_->older_ = before_->files_;
      table_->oldest_ = before_->older_;
    } else if (before_ != nullptr) {
      table_->older_ = before_->older_;
      table_->oldest_ = before_->oldest_;
    }
    for (const auto& [path, file] : table_->files_) table_->bytes_ += file->bytes;
    return table_;
  }

 private:
  [[nodiscard]] fs::path metadata(const std::string& name) const { return folder_ / "metadata" / name; }

  void note_expiry(const MetadataHead& head) {
    table_->expires_ = has_expiry_ ? std::min(table_->expires_, head.expires) : head.expires;
    has_expiry_ = true;
  }

  void keep_text(const std::string& name, FileKind kind, std::string text) {
    auto file = std::make_shared<ServedFile>();
    file->kind = kind;
    file->bytes = text.size();
    file->etag = tag_of(sha256_hex(text));
    file->contents = std::move(text);
    table_->files_["/metadata/" + in_address(name)] = std::move(file);
  }

  template <class Take>
  Status take_text(const std::string& name, FileKind kind, std::size_t max_bytes, const Take& take) {
    auto text = read_small_file(metadata(name), max_bytes);
    const Status taken = text ? take(std::string_view(*text)) : std::unexpected(text.error());
    if (!taken) return fail(taken.error().code, name + ": " + taken.error().detail);
    keep_text(name, kind, std::move(*text));
    return {};
  }

  // All of them, from the first on: who holds an old one needs each that came after it.
  Status take_roots(std::string_view trusted_root) {
    const auto trusted = TrustedSet::begin(trusted_root, now_);
    if (!trusted) return std::unexpected(trusted.error());
    for (std::int64_t version = 1; version < kMaxRoots; ++version) {
      const std::string name = std::to_string(version) + ".root.json";
      auto text = read_small_file(metadata(name), kMaxRootBytes);
      if (!text && text.error().code == ErrorCode::not_found && version > trusted->root().version) break;
      const Status taken = text ? take_root(*text) : std::unexpected(text.error());
      if (!taken) return fail(taken.error().code, name + ": " + taken.error().detail);
      if (version == trusted->root().version && *text != trusted_root) {
        return fail(ErrorCode::root_chain, name + ": it is not the trusted one");
      }
      keep_text(name, FileKind::root, std::move(*text));
    }
    note_expiry(set_->root());
    return set_->close_roots({});
  }

  Status take_root(std::string_view text) {
    if (set_) return set_->add_root(text);
    auto first = TrustedSet::begin(text, now_);
    if (!first) return std::unexpected(first.error());
    set_.emplace(std::move(*first));
    return {};
  }

  Status take_metadata(TrustedSet& set) {
    Status taken = take_text("timestamp.json", FileKind::timestamp, kMaxTimestampBytes, [&](auto text) -> Status {
      const auto added = set.add_timestamp(text);
      return added ? Status() : std::unexpected(added.error());
    });
    if (!taken) return taken;
    note_expiry(*set.timestamp());
    table_->timestamp_version_ = set.timestamp()->version;
    taken = take_text(std::to_string(set.timestamp()->snapshot.version) + ".snapshot.json", FileKind::snapshot,
                      kMaxSnapshotBytes, [&](auto text) { return set.add_snapshot(text); });
    if (!taken) return taken;
    note_expiry(*set.snapshot());
    taken = take_role(set, "targets", "root");
    if (!taken) return taken;
    note_expiry(*set.targets("targets"));
    return {};
  }

  Status take_role(TrustedSet& set, const std::string& role, const std::string& delegator) {
    const auto named = set.snapshot()->files.find(role);
    if (named == set.snapshot()->files.end()) return fail(ErrorCode::bad_format, "snapshot: it names no " + role);
    return take_text(std::to_string(named->second.version) + "." + role + ".json", FileKind::targets, kMaxTargetsBytes,
                     [&](auto text) { return set.add_targets(role, delegator, text); });
  }

  Status take_targets(const TrustedSet& set) {
    for (const auto& [path, target] : set.targets("targets")->targets) {
      const auto sha256 = target.hashes.find(std::string(kSha256));
      if (sha256 == target.hashes.end() || !stays_inside(path)) return fail(ErrorCode::bad_format, "targets: a name");
      const fs::path below = fs::path(path).parent_path() / (sha256->second + "." + fs::path(path).filename().string());
      const std::string address = "/targets/" + in_address(below.string());
      if (auto same = unchanged(address, below, target)) {
        table_->files_[address] = std::move(same);
        continue;
      }
      auto file = open_target(folder_ / "targets" / below, target, sha256->second);
      if (!file) return fail(file.error().code, path + ": " + file.error().detail);
      table_->files_[address] = std::move(*file);
    }
    return {};
  }

  // One that was verified before, and is the very file that is there still: its name bears its hash.
  [[nodiscard]] std::shared_ptr<const ServedFile> unchanged(const std::string& address, const fs::path& below,
                                                            const TargetFile& target) const {
    auto found = before_ == nullptr ? nullptr : before_->find(address);
    struct stat there{};
    struct stat held{};
    if (found == nullptr || found->bytes != target.length) return nullptr;
    if (!found->file.is_open()) return found;
    const bool is_same = ::stat((folder_ / "targets" / below).c_str(), &there) == 0 &&
                         ::fstat(found->file.get(), &held) == 0 && there.st_ino == held.st_ino &&
                         there.st_dev == held.st_dev && there.st_size == held.st_size &&
                         there.st_mtim.tv_sec == held.st_mtim.tv_sec && there.st_mtim.tv_nsec == held.st_mtim.tv_nsec;
    return is_same ? found : nullptr;
  }

  static Result<std::shared_ptr<const ServedFile>> open_target(const fs::path& path, const TargetFile& target,
                                                               std::string_view sha256) {
    auto file = std::make_shared<ServedFile>();
    file->file = FileHandle(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat about{};
    if (!file->file.is_open() || ::fstat(file->file.get(), &about) != 0) return fail_errno("open a target");
    if (!S_ISREG(about.st_mode)) return fail(ErrorCode::bad_format, "no regular file");
    file->kind = kind_of(target.custom);
    file->bytes = target.length;
    file->etag = tag_of(sha256);
    HashCheck hash(target.hashes);
    const bool is_held = target.length <= ServedFile::kMaxHeldBytes;
    Status read = read_whole(file->file, target.length, hash, is_held ? &file->contents : nullptr);
    if (read) read = hash.finish();
    if (!read) return std::unexpected(read.error());
    if (is_held) file->file.close();
    return file;
  }

  fs::path folder_;
  std::chrono::sys_seconds now_;
  std::shared_ptr<const FeedTable> before_;
  std::shared_ptr<FeedTable> table_;
  std::optional<TrustedSet> set_;
  bool has_expiry_ = false;
};

Result<std::shared_ptr<const FeedTable>> FeedTable::load(const fs::path& folder, std::string_view root,
                                                         std::chrono::sys_seconds now,
                                                         std::shared_ptr<const FeedTable> before) {
  return TableLoader(folder, now, std::move(before)).run(root);
}

std::shared_ptr<const ServedFile> FeedTable::find(std::string_view path) const {
  for (const Files* files : {&files_, &older_, &oldest_}) {
    if (const auto found = files->find(path); found != files->end()) return found->second;
  }
  return nullptr;
}

}  // namespace bycatch
