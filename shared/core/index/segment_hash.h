// SHA-256 over the bytes of a segment, which come in pieces.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>

struct evp_md_ctx_st;

namespace bycatch {

class SegmentHash {
 public:
  using Digest = std::array<std::byte, 32>;

  SegmentHash();
  void update(std::span<const std::byte> bytes);
  // Once, at the end.
  [[nodiscard]] Digest finish();

  [[nodiscard]] static Digest of(std::span<const std::byte> bytes);

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

}  // namespace bycatch
