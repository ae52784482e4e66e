// Hashes as signed metadata lists them: by name of the algorithm, hexadecimal.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

using FeedHashes = std::map<std::string, std::string>;

inline constexpr std::string_view kSha256 = "sha256";
inline constexpr std::string_view kSha512 = "sha512";

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

// Hashes bytes that come in pieces by every known algorithm that `expected` names.
class HashCheck {
 public:
  explicit HashCheck(FeedHashes expected);
  HashCheck(const HashCheck&) = delete;
  HashCheck& operator=(const HashCheck&) = delete;
  ~HashCheck();

  void add(std::span<const char> bytes);

  // Once, at the end.
  // Errors: hash_mismatch, when one known hash differs, or none is known.
  Status finish();

 private:
  struct Known;
  std::map<std::string, Known> known_;
};

// Errors: as HashCheck::finish().
Status check_hashes(std::string_view bytes, const FeedHashes& expected);

}  // namespace bycatch
