#include "shard_line.h"

#include <algorithm>
#include <array>

#include "segment_writer.h"

namespace bycatch {
namespace {

constexpr std::size_t kNumberDigits = 16;
constexpr std::size_t kMaxDataset = 64;
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::string_view kPictureStart = "6\t";
constexpr std::size_t kImprintDigits = 64;

// One column of exactly `size` letters, or what stands before the next TAB when `size` is 0.
std::optional<std::string_view> take(std::string_view& rest, std::size_t size) {
  const std::size_t end = rest.find('\t');
  const std::string_view column = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), column.size() + 1));
  return size != 0 && column.size() != size ? std::nullopt : std::optional(column);
}

std::optional<std::uint64_t> hexadecimal(std::optional<std::string_view> digits) {
  if (!digits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char digit : *digits) {
    const std::size_t at = kDigits.find(digit);
    if (at == std::string_view::npos) return std::nullopt;
    value = value << 4U | at;
  }
  return value;
}

std::string hexadecimal(std::uint64_t value) {
  std::string digits(kNumberDigits, '0');
  for (std::size_t at = kNumberDigits; at-- > 0; value >>= 4U) digits[at] = kDigits[value & 15U];
  return digits;
}

}  // namespace

std::uint64_t photo_mark(const LocatedKey& photo) noexcept {
  const std::uint64_t key = stored_key(photo.space, photo.key);
  return photo.space == KeySpace::instagram_media ? key | std::uint64_t{1} << 63U
                                                  : key | (static_cast<std::uint64_t>(photo.space) + 1) << 58U;
}

namespace {

std::optional<ShardRow> parse_picture_line(std::string_view line) {
  line.remove_prefix(kPictureStart.size());
  const std::string_view digits = line.substr(0, kImprintDigits);
  const auto imprint = parse_imprint(digits);
  if (!imprint || to_text(*imprint) != digits) return std::nullopt;
  line.remove_prefix(kImprintDigits);
  if (!line.starts_with('\t')) return std::nullopt;
  line.remove_prefix(1);
  if (line.empty() || line.size() > kMaxDataset || line.contains('\t')) return std::nullopt;
  return ShardRow{.dataset = line, .imprint = imprint};
}

}  // namespace

std::optional<ShardRow> parse_shard_line(std::string_view line) {
  if (line.starts_with(kPictureStart)) return parse_picture_line(line);
  if (std::ranges::count(line, '\t') != 4) return std::nullopt;
  const auto space = hexadecimal(take(line, 1));
  const auto key = hexadecimal(take(line, kNumberDigits));
  const auto dataset = take(line, 0);
  const auto photo = hexadecimal(take(line, kNumberDigits));
  const auto label = hexadecimal(take(line, 1));
  if (!space || *space >= kKeySpaces || !key || dataset->empty() || dataset->size() > kMaxDataset || !photo || !label ||
      to_string(PhotoLabel(*label)).empty() != (*label == 0)) {
    return std::nullopt;
  }
  const auto in = static_cast<KeySpace>(*space);
  if ((*photo != 0 && !has_counts(in)) || (stored_key_bits(in) < 64 && *key >> stored_key_bits(in) != 0)) {
    return std::nullopt;
  }
  return ShardRow{in, *key, *dataset, *photo, PhotoLabel(*label)};
}

std::string format_shard_line(const ShardRow& row) {
  if (row.imprint) return std::string(kPictureStart).append(to_text(*row.imprint)).append(1, '\t').append(row.dataset);
  std::string line(1, kDigits[static_cast<std::size_t>(row.space)]);
  line.append(1, '\t').append(hexadecimal(row.key)).append(1, '\t').append(row.dataset);
  line.append(1, '\t').append(hexadecimal(row.photo)).append(1, '\t');
  return line + kDigits[static_cast<std::size_t>(row.label)];
}

void append_shard_lines(const ListRow& row, std::string_view dataset, bool with_label, std::string& out) {
  const auto append = [&](const LocatedKey& key, std::uint64_t photo, PhotoLabel label) {
    out.append(format_shard_line({key.space, stored_key(key.space, key.key), dataset, photo, label})).append(1, '\n');
  };
  if (row.imprint) {
    out.append(format_shard_line({.dataset = dataset, .imprint = row.imprint})).append(1, '\n');
    return;
  }
  append(row.key, 0, with_label ? row.label : PhotoLabel::none);
  for (const LocatedKey& key : row.of_photo) append(key, photo_mark(row.key), PhotoLabel::none);
}

}  // namespace bycatch
