#include "stdio_channel.h"

#include <array>
#include <bit>
#include <cstdint>

namespace bycatch {

namespace {
using Length = std::array<char, 4>;
}

// Fewer bytes than asked for only at the end of the input.
Result<std::size_t> StdioChannel::read_fully(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const auto got = pipe_.read_some(buffer.subspan(filled));
    if (!got) return got;
    if (*got == 0) break;
    filled += *got;
  }
  return filled;
}

Result<std::optional<std::string>> StdioChannel::read() {
  Length head{};
  const auto head_bytes = read_fully(head);
  if (!head_bytes) return std::unexpected(head_bytes.error());
  if (*head_bytes == 0) return std::nullopt;
  if (*head_bytes < head.size()) return fail(ErrorCode::truncated, "length");

  const auto size_bytes = std::bit_cast<std::uint32_t>(head);
  if (size_bytes == 0) return fail(ErrorCode::bad_format, "length 0");
  if (size_bytes > kMaxRequestBytes) return fail(ErrorCode::too_large, "length " + std::to_string(size_bytes));

  std::string text(size_bytes, '\0');
  const auto text_bytes = read_fully(text);
  if (!text_bytes) return std::unexpected(text_bytes.error());
  if (*text_bytes < text.size()) return fail(ErrorCode::truncated, "message");
  return text;
}

Status StdioChannel::write(std::string_view text) {
  if (text.size() > kMaxReplyBytes) return fail(ErrorCode::too_large, "reply");
  const auto head = std::bit_cast<Length>(static_cast<std::uint32_t>(text.size()));
  if (const auto written = pipe_.write_all(head); !written) return written;
  return pipe_.write_all(text);
}

}  // namespace bycatch
