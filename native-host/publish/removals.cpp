#include "removals.h"

#include <algorithm>
#include <fstream>
#include <unordered_set>

#include "durable_file.h"
#include "json_field.h"
#include "line_splitter.h"
#include "segment_writer.h"
#include "source_file.h"
#include "strict_json.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRemovalsBytes = 64 << 20;
constexpr std::size_t kBufferBytes = 1 << 20;
constexpr std::string_view kNoDataset = "removed";

// The mark that rows of a photo's account and tags bear.
std::uint64_t mark_of(KeySpace space, std::uint64_t stored) {
  return space == KeySpace::instagram_media ? stored | std::uint64_t{1} << 63U
                                            : stored | (static_cast<std::uint64_t>(space) + 1) << 58U;
}

// Every line of a shard.
Status read_shard(const fs::path& file, const std::function<Status(std::string_view, const ShardRow&)>& take) {
  std::error_code error;
  if (fs::file_size(file, error) == 0 && !error) return {};
  auto source = open_source_file(file, [](std::span<const std::byte>) {});
  if (!source) return std::unexpected(source.error());
  LineSplitter lines([&](std::string_view line, std::uint64_t number) -> Status {
    const auto row = parse_shard_line(line);
    return row ? take(line, *row) : fail(ErrorCode::bad_format, "line " + std::to_string(number) + " of a shard");
  });
  while (true) {
    const auto piece = source->pieces->next();
    if (!piece) return std::unexpected(piece.error());
    if (piece->empty()) return lines.finish();
    if (const Status added = lines.add(*piece); !added) return added;
  }
}

}  // namespace

Result<Removals> Removals::read(const fs::path& file) {
  Removals removals;
  const auto text = read_small_file(file, kMaxRemovalsBytes);
  if (!text && text.error().code == ErrorCode::not_found) return removals;
  if (!text) return std::unexpected(text.error());
  LineSplitter lines([&](std::string_view line, std::uint64_t number) -> Status {
    const auto row = parse_shard_line(line);
    if (!row || row->imprint) return fail(ErrorCode::bad_format, "line " + std::to_string(number) + " of the removals");
    removals.keys_.emplace(row->space, row->key);
    return {};
  });
  Status read = lines.add(*text);
  if (read) read = lines.finish();
  return read ? Result<Removals>(std::move(removals)) : std::unexpected(read.error());
}

Status Removals::write(const fs::path& file) const {
  std::string text;
  for (const auto& [space, key] : keys_)
    text += format_shard_line({space, key, kNoDataset, 0, PhotoLabel::none}) + "\n";
  return replace_file(file, text);
}

bool Removals::add(const LocatedKey& key) {
  if (key.space == KeySpace::tag) return false;
  keys_.emplace(key.space, stored_key(key.space, key.key));
  return true;
}

Result<Removals::Filtered> Removals::filter(const fs::path& from, const fs::path& to) const {
  std::unordered_set<std::uint64_t> marks;
  for (const auto& [space, key] : keys_) {
    if (space != KeySpace::flickr_account) marks.insert(mark_of(space, key));
  }
  const auto is_account = [&](const ShardRow& row) {
    return row.space == KeySpace::flickr_account && keys_.contains({row.space, row.key});
  };
  const Status surveyed = read_shard(from, [&](std::string_view, const ShardRow& row) -> Status {
    if (row.photo != 0 && is_account(row)) marks.insert(row.photo);
    return {};
  });
  if (!surveyed) return std::unexpected(surveyed.error());
  Filtered filtered;
  std::vector<char> buffer(kBufferBytes);
  std::ofstream out;
  out.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  out.open(to, std::ios::binary | std::ios::trunc);
  const Status copied = read_shard(from, [&](std::string_view line, const ShardRow& row) -> Status {
    const bool is_removed =
        !row.imprint && (is_account(row) || marks.contains(row.photo == 0 ? mark_of(row.space, row.key) : row.photo));
    ++(is_removed ? filtered.removed : filtered.kept);
    if (!is_removed) out << line << '\n';
    return out ? Status() : fail(ErrorCode::no_space, "write a shard");
  });
  out.close();
  if (!copied) return std::unexpected(copied.error());
  if (!out) return fail(ErrorCode::no_space, "write a shard");
  const Status synced = sync_to_disk(to);
  return synced ? Result<Filtered>(filtered) : std::unexpected(synced.error());
}

}  // namespace bycatch
