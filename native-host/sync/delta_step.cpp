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

constexpr std::size_t kSparedBytes = 8 << 20;

// Both segments are as large as the pack: of the old one no more is kept in memory than is read between two steps.
class SparingSink final : public ByteSink {
 public:
  SparingSink(SegmentFile& file, const FileMapping& base) : file_(file), base_(base) {}

  Status append(std::span<const std::byte> bytes) override {
    grown_ += bytes.size();
    if (grown_ >= kSparedBytes) {
      base_.let_go();
      grown_ = 0;
    }
    return file_.append(bytes);
  }
  Status patch_start(std::span<const std::byte> bytes) override { return file_.patch_start(bytes); }

 private:
  SegmentFile& file_;
  const FileMapping& base_;
  std::size_t grown_ = kSparedBytes;  // it was read from end to end before: its hash proves it
};

}  // namespace

Status apply_feed_delta(const FileMapping& base, std::span<const std::byte> bytes, const FeedDelta& delta,
                        const std::filesystem::path& to) {
  const auto info = read_delta_info(bytes);
  if (!info) {
    return std::unexpected(info.error());
  }
  if (hex_text(info->result_sha256) != delta.to.sha256 || info->result_bytes != delta.to.bytes) {
    return fail(ErrorCode::result_mismatch, "the delta makes another segment than was signed");
  }
  auto sink = SegmentFile::create(to);
  if (!sink) {
    return std::unexpected(sink.error());
  }
  SparingSink sparing(*sink, base);
  return apply_delta(base.bytes(), bytes, sparing, delta.to.bytes);
}

}  // namespace bycatch
