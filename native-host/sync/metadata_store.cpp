#include "metadata_store.h"

#include "durable_file.h"
#include "feed_path.h"
#include "trusted_set.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAnchorFile = "anchor";
constexpr const char* kRootsFolder = "roots";
constexpr const char* kFloorFile = "floor";
constexpr const char* kFloorCopy = "floor.copy";
constexpr std::size_t kMaxFileName = 200;

std::optional<std::string> read_or_nothing(const fs::path& file, std::size_t max_bytes) {
  auto bytes = read_small_file(file, max_bytes);
  return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
}

// A flipped bit must not pass for another version: the text stands behind its own hash.
std::string with_hash(const std::string& text) {
  return sha256_hex(text) + "\n" + text;
}

std::optional<VersionFloor> read_floor(const fs::path& file) {
  const auto bytes = read_or_nothing(file, VersionFloor::kMaxBytes);
  const std::size_t line = bytes ? bytes->find('\n') : std::string::npos;
  if (line == std::string::npos || with_hash(bytes->substr(line + 1)) != *bytes) {
    return std::nullopt;
  }
  auto floor = read_version_floor(bytes->substr(line + 1));
  return floor ? std::optional(*std::move(floor)) : std::nullopt;
}

}  // namespace

Result<MetadataStore> MetadataStore::open(fs::path folder) {
  const Status made = make_private_folder(folder / kRootsFolder);
  return made ? Result<MetadataStore>(MetadataStore(std::move(folder))) : std::unexpected(made.error());
}

Status MetadataStore::begin(std::string_view root) {
  std::error_code error;
  for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    fs::remove_all(it->path(), ignored);
  }
  const Status made = make_private_folder(folder_ / kRootsFolder);
  const Status put = made ? replace_file(folder_ / kAnchorFile, root) : made;
  return put ? show_root(root) : put;
}

Result<std::string> MetadataStore::anchor() const {
  auto bytes = read_small_file(folder_ / kAnchorFile, kMaxRootBytes);
  return bytes || bytes.error().code != ErrorCode::not_found ? bytes : fail(ErrorCode::no_feed, "no root of a feed");
}

fs::path MetadataStore::root_path(std::int64_t version) const {
  return folder_ / kRootsFolder / std::to_string(version);
}

fs::path MetadataStore::role_path(std::string_view role) const {
  const std::string name = metadata_name(role, std::nullopt);
  return name.size() <= kMaxFileName ? folder_ / name : fs::path();
}

std::optional<std::string> MetadataStore::root(std::int64_t version) const {
  return read_or_nothing(root_path(version), kMaxRootBytes);
}

Result<std::vector<std::string>> MetadataStore::roots() const {
  auto first = anchor();
  const auto trusted = first ? TrustedSet::begin(*first, {}) : std::unexpected(first.error());
  if (!trusted) return std::unexpected(trusted.error());
  std::vector<std::string> all = {*std::move(first)};
  for (std::int64_t version = trusted->root().version + 1;; ++version) {
    auto next = root(version);
    if (!next) return all;
    all.push_back(*std::move(next));
  }
}

Status MetadataStore::put_root(std::int64_t version, std::string_view bytes) {
  const Status put = replace_file(root_path(version), bytes);
  return put ? show_root(bytes) : put;
}

void MetadataStore::drop_root(std::int64_t version) {
  std::error_code ignored;
  fs::remove(root_path(version), ignored);
}

Status MetadataStore::show_root(std::string_view bytes) {
  const auto shown = read_or_nothing(role_path("root"), kMaxRootBytes);
  return shown == bytes ? Status() : replace_file(role_path("root"), bytes);
}

std::optional<std::string> MetadataStore::load(std::string_view role) const {
  const fs::path file = role_path(role);
  return file.empty() ? std::nullopt : read_or_nothing(file, kMaxTargetsBytes);
}

Status MetadataStore::put(std::string_view role, std::string_view bytes) {
  const fs::path file = role_path(role);
  return file.empty() ? Status() : replace_file(file, bytes);
}

void MetadataStore::drop(std::string_view role) {
  std::error_code ignored;
  fs::remove(role_path(role), ignored);
}

MetadataStore::Floor MetadataStore::floor() const {
  Floor read;
  const auto first = read_floor(folder_ / kFloorFile);
  const auto second = read_floor(folder_ / kFloorCopy);
  // Written in this order: when they differ the first is the newer.
  read.floor = first ? *first : second.value_or(VersionFloor());
  read.is_damaged = first.has_value() != second.has_value();
  return read;
}

Status MetadataStore::put_floor(const VersionFloor& floor) {
  const std::string text = with_hash(version_floor_text(floor));
  const Status put = replace_file(folder_ / kFloorFile, text);
  return put ? replace_file(folder_ / kFloorCopy, text) : put;
}

}  // namespace bycatch
