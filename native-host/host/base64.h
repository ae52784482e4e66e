// Bytes that cross the wire as text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace bycatch {

// Fills all of `out`. False unless `text` is the one base64 text (RFC 4648, with padding) of so many bytes; `out` is
// then not to be used.
[[nodiscard]] bool decode_base64(std::string_view text, std::span<std::uint8_t> out) noexcept;

}  // namespace bycatch
