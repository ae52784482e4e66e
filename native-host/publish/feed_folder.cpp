#include "feed_folder.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "durable_file.h"
#include "feed_hash.h"
#include "file_mapping.h"
#include "shared_file.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kFolderMode = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                  fs::perms::others_read | fs::perms::others_exec;
constexpr fs::perms kFileMode =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read;
constexpr std::size_t kHashPieceBytes = 1 << 20;

std::string name_of(FeedRole role, std::int64_t version) {
  const std::string name = std::string(to_string(role)) + ".json";
  return role == FeedRole::timestamp ? name : std::to_string(version) + "." + name;
}

std::size_t cap_of(FeedRole role) {
  switch (role) {
    case FeedRole::root:
      return kMaxRootBytes;
    case FeedRole::timestamp:
      return kMaxTimestampBytes;
    case FeedRole::snapshot:
      return kMaxSnapshotBytes;
    case FeedRole::targets:
      return kMaxTargetsBytes;
  }
  return 0;
}

// `folder` and those above it up to the feed's own.
Status make_shared_folder(const fs::path& folder, const fs::path& feed) {
  if (const Status made = make_private_folder(folder); !made) return made;
  for (fs::path at = folder;; at = at.parent_path()) {
    std::error_code error;
    fs::permissions(at, kFolderMode, error);
    if (error) return fail(ErrorCode::permission, "let a folder of the feed be read");
    if (at == feed || at == at.parent_path()) return {};
  }
}

nlohmann::json entry_of(const FileHash& hash, const nlohmann::json& custom) {
  nlohmann::json entry = {{"length", hash.bytes}, {"hashes", {{std::string(kSha256), hash.sha256}}}};
  if (!custom.is_null()) entry["custom"] = custom;
  return entry;
}

}  // namespace

bool is_target_path(std::string_view path) {
  for (const fs::path& part : fs::path(path)) {
    if (part.empty() || part == "." || part == ".." || part == "/") return false;
  }
  return !path.empty() && path.find('\0') == std::string_view::npos;
}

Result<FileHash> hash_file(const fs::path& file) {
  const auto mapping = FileMapping::open(file);
  if (!mapping) return std::unexpected(mapping.error());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  const auto bytes = mapping->bytes();
  for (std::size_t at = 0; at < bytes.size(); at += kHashPieceBytes) {
    EVP_DigestUpdate(digest.get(), bytes.data() + at, std::min(kHashPieceBytes, bytes.size() - at));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_DigestFinal_ex(digest.get(), hash.data(), &size);
  if (!mapping->is_whole()) return fail(ErrorCode::io, "a file changed while it was read");
  FileHash result{.sha256 = "", .bytes = bytes.size()};
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const unsigned char byte : std::span(hash).first(size)) {
    result.sha256.push_back(kDigits[byte >> 4U]);
    result.sha256.push_back(kDigits[byte & 15U]);
  }
  return result;
}

fs::path FeedFolder::metadata(FeedRole role, std::int64_t version) const {
  return folder_ / "metadata" / name_of(role, version);
}

fs::path FeedFolder::target(std::string_view path, std::string_view sha256) const {
  const fs::path whole = folder_ / "targets" / path;
  return whole.parent_path() / (std::string(sha256) + "." + whole.filename().string());
}

std::vector<std::int64_t> FeedFolder::versions(FeedRole role) const {
  std::vector<std::int64_t> versions;
  std::error_code error;
  for (fs::directory_iterator at(folder_ / "metadata", error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::int64_t version = 0;
    std::from_chars(name.data(), name.data() + name.size(), version);
    if (version > 0 && name == name_of(role, version)) versions.push_back(version);
  }
  std::ranges::sort(versions);
  return versions;
}

Result<std::string> FeedFolder::read(FeedRole role, std::int64_t version) const {
  return read_small_file(metadata(role, version), cap_of(role));
}

Status FeedFolder::put(FeedRole role, std::int64_t version, std::string_view text) const {
  const fs::path file = metadata(role, version);
  if (const Status made = make_shared_folder(file.parent_path(), folder_); !made) return made;
  return text.size() > cap_of(role) ? fail(ErrorCode::too_large, std::string(to_string(role)) + " metadata")
                                    : replace_shared_file(file, text);
}

Result<nlohmann::json> FeedFolder::take_target(std::string_view path, const fs::path& file,
                                               const nlohmann::json& custom) const {
  const auto hash = hash_file(file);
  if (!hash) return std::unexpected(hash.error());
  const fs::path place = target(path, hash->sha256);
  if (const Status made = make_shared_folder(place.parent_path(), folder_); !made) return std::unexpected(made.error());
  std::error_code error;
  if (const auto there = hash_file(place); there && there->sha256 == hash->sha256) {
    fs::remove(file, error);
    return entry_of(*hash, custom);
  }
  fs::permissions(file, kFileMode, error);
  if (const Status synced = sync_to_disk(file); !synced) return std::unexpected(synced.error());
  fs::rename(file, place, error);
  if (error) return fail(ErrorCode::io, "move a target into the feed");
  const Status synced = sync_to_disk(place.parent_path());
  return synced ? Result<nlohmann::json>(entry_of(*hash, custom)) : std::unexpected(synced.error());
}

Result<nlohmann::json> FeedFolder::put_target(std::string_view path, std::string_view bytes,
                                              const nlohmann::json& custom) const {
  const FileHash hash{sha256_hex(bytes), bytes.size()};
  const fs::path place = target(path, hash.sha256);
  Status put = make_shared_folder(place.parent_path(), folder_);
  if (put) put = replace_shared_file(place, bytes);
  return put ? Result<nlohmann::json>(entry_of(hash, custom)) : std::unexpected(put.error());
}

void FeedFolder::prune(const std::set<fs::path>& kept, std::int64_t first_snapshot, std::int64_t first_targets) const {
  std::error_code error;
  std::vector<fs::path> old;
  for (fs::recursive_directory_iterator at(folder_ / "targets", error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored) && !kept.contains(at->path())) old.push_back(at->path());
  }
  for (const auto& [role, first] :
       {std::pair(FeedRole::snapshot, first_snapshot), std::pair(FeedRole::targets, first_targets)}) {
    for (const std::int64_t version : versions(role)) {
      if (version < first) old.push_back(metadata(role, version));
    }
  }
  for (const fs::path& file : old) fs::remove(file, error);
}

}  // namespace bycatch
