#include "delta_step.h"

#include <string>

#include "delta.h"
#include "segment_file.h"

namespace bycatch {
namespace {

std::string hex_text(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += kDigits[std::to_integer<unsigned>(byte) >> 4U];
    text += kDigits[std::to_integer<unsigned>(byte) & 15U];
  }
  return text;
}

}  // namespace

Status apply_feed_delta(std::span<const std::byte> base, std::span<const std::byte> bytes, const FeedDelta& delta,
                        const std::filesystem::path& to) {
  const auto info = read_delta_info(bytes);
  if (!info) {
    return std::unexpected(info.error());
  }
  if (hex_text(info->result_sha256) != delta.to.sha256 || info->result_bytes != delta.to.bytes) {
    return fail(ErrorCode::result_mismatch, "the delta makes another segment than was signed");
  }
  auto sink = SegmentFile::create(to);
  return sink ? apply_delta(base, bytes, *sink, delta.to.bytes) : std::unexpected(sink.error());
}

}  // namespace bycatch
