// SHA-256 in pieces.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

extern "C" {
struct evp_md_ctx_st;
}

namespace bycatch {

class Sha256 {
 public:
  Sha256();
  void add(std::span<const std::byte> bytes);
  [[nodiscard]] std::string hex();  // once, at the end

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace bycatch
