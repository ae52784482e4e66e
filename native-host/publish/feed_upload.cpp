#include "feed_upload.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "file_mapping.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashDigits = 64;
constexpr const char* kTimestamp = "metadata/timestamp.json";

struct LocalFile {
  std::string name;  // below the feed's folder, as a key
  std::uint64_t bytes = 0;
};

// The later, the more depends on it.
int rank_of(std::string_view name) {
  if (name == kTimestamp) return 4;
  if (name.ends_with(".root.json")) return 3;
  if (name.ends_with(".snapshot.json")) return 2;
  if (name.starts_with("metadata/")) return 1;
  return 0;
}

// `targets/some/HASH.name`: equal names are equal bytes.
bool is_named_by_hash(std::string_view name) {
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return name.starts_with("targets/") && file.size() > kHashDigits && file[kHashDigits] == '.' &&
         file.find_first_not_of("0123456789abcdef") == kHashDigits;
}

// What stores call the tag of bytes that were put as one, and the only use of MD5 here: what is held is compared.
std::string md5_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += {kDigits[digest[i] >> 4U], kDigits[digest[i] & 15U]};
  return hex;
}

S3Store::Manner manner_of(std::string_view name) {
  const bool is_json = name.ends_with(".json");
  const bool can_change = name == kTimestamp;
  return {.content_type = is_json ? "application/json" : "application/octet-stream",
          .cache_control = can_change ? "no-cache" : "public, max-age=31536000, immutable"};
}

Result<std::vector<LocalFile>> files_of(const fs::path& feed) {
  std::vector<LocalFile> files;
  std::error_code error;
  if (!fs::exists(feed / kTimestamp, error)) return fail(ErrorCode::not_found, "nothing was built yet");
  for (const char* folder : {"targets", "metadata"}) {
    for (fs::recursive_directory_iterator at(feed / folder, error), end; !error && at != end; at.increment(error)) {
      if (!at->is_regular_file(error)) continue;
      files.push_back({at->path().lexically_relative(feed).generic_string(), at->file_size(error)});
    }
    if (error) return fail(ErrorCode::io, "read the feed's folder");
  }
  std::ranges::sort(files, {},
                    [](const LocalFile& file) { return std::pair(rank_of(file.name), std::string_view(file.name)); });
  return files;
}

class FeedUpload {
 public:
  FeedUpload(const fs::path& feed, S3Store& store, const UploadRules& rules)
      : feed_(feed), store_(store), rules_(rules) {}

  Result<Uploaded> run() {
    const auto files = files_of(feed_);
    if (!files) return std::unexpected(files.error());
    const auto objects = store_.list();
    if (!objects) return std::unexpected(objects.error());
    for (const S3Object& object : *objects) held_.emplace(object.key, object);
    for (const LocalFile& file : *files) whole_ += file.bytes;
    std::set<std::string> kept;
    for (const LocalFile& file : *files) {
      kept.insert(file.name);
      if (const Status brought = bring(file); !brought) return std::unexpected(brought.error());
    }
    for (const auto& [key, object] : held_) {
      const bool is_ours = key.starts_with("targets/") || key.starts_with("metadata/");
      if (!is_ours || kept.contains(key)) continue;
      if (const Status removed = store_.remove(key); !removed) return std::unexpected(removed.error());
      ++uploaded_.removed;
    }
    return uploaded_;
  }

 private:
  Status bring(const LocalFile& file) {
    const auto mapping = FileMapping::open(feed_ / file.name);
    if (!mapping) return std::unexpected(mapping.error());
    const auto bytes = mapping->bytes();
    const auto held = held_.find(file.name);
    if (held != held_.end() && held->second.bytes == bytes.size() &&
        (is_named_by_hash(file.name) || held->second.etag == md5_hex(bytes))) {
      ++uploaded_.held;
      tell(bytes.size());
      return {};
    }
    const Status put =
        bytes.size() > rules_.part_bytes ? bring_in_parts(file.name, bytes) : put_whole(file.name, bytes);
    if (!put) return put;
    // A file that was cut while it was read would have brought the rest as something else.
    if (!mapping->is_whole()) return fail(ErrorCode::truncated, "a file of the feed changed meanwhile");
    ++uploaded_.files;
    return {};
  }

  Status put_whole(const std::string& name, std::span<const std::byte> bytes) {
    const Status put = store_.put(name, bytes, manner_of(name));
    if (put) brought(bytes.size());
    return put;
  }

  Status bring_in_parts(const std::string& name, std::span<const std::byte> bytes) {
    const auto open = store_.open_upload(name);
    if (!open) return std::unexpected(open.error());
    std::map<int, S3Part> there;
    if (*open) {
      const auto parts = store_.parts(name, **open);
      if (!parts) return std::unexpected(parts.error());
      for (const S3Part& part : *parts) there.emplace(part.number, part);
    }
    const auto upload = *open ? Result<std::string>(**open) : store_.begin_upload(name, manner_of(name));
    if (!upload) return std::unexpected(upload.error());
    std::vector<S3Part> parts;
    for (std::size_t at = 0; at < bytes.size(); at += rules_.part_bytes) {
      const auto piece = bytes.subspan(at, std::min(rules_.part_bytes, bytes.size() - at));
      const int number = static_cast<int>(parts.size()) + 1;
      const auto old = there.find(number);
      if (old != there.end() && old->second.bytes == piece.size() &&
          old->second.etag.find(md5_hex(piece)) != std::string::npos) {
        parts.push_back(old->second);
        tell(piece.size());
        continue;
      }
      auto part = store_.put_part(name, *upload, number, piece);
      if (!part) return std::unexpected(part.error());
      parts.push_back(*std::move(part));
      brought(piece.size());
    }
    return store_.end_upload(name, *upload, parts);
  }

  void brought(std::uint64_t bytes) {
    uploaded_.bytes += bytes;
    tell(bytes);
  }
  void tell(std::uint64_t bytes) {
    done_ += bytes;
    rules_.on_bytes(done_, whole_);
  }

  const fs::path& feed_;
  S3Store& store_;
  const UploadRules& rules_;
  std::map<std::string, S3Object> held_;
  std::uint64_t done_ = 0;
  std::uint64_t whole_ = 0;
  Uploaded uploaded_;
};

}  // namespace

Result<Uploaded> upload_feed(const fs::path& feed, S3Store& store, const UploadRules& rules) {
  return FeedUpload(feed, store, rules).run();
}

}  // namespace bycatch
