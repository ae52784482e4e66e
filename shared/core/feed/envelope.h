// Signed bytes: what is said, and who signed it.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "feed_key.h"
#include "result.h"

namespace bycatch {

inline constexpr std::size_t kMaxRoleKeys = 128;

// Who may speak for a role, and how many of them it takes.
struct RoleKeys {
  std::vector<std::string> key_ids;  // sorted, each once
  std::size_t threshold = 0;
  bool operator==(const RoleKeys&) const = default;
};

struct Envelope {
  struct Signature {
    std::string key_id;
    std::string hex;
  };

  nlohmann::json body;
  std::string signed_bytes;  // canonical_json(body)
  std::vector<Signature> signatures;
};

// Errors: those of parse_strict_json(); bad_format.
[[nodiscard]] Result<Envelope> open_envelope(std::string_view bytes, std::size_t max_bytes);

// Counts different keys of the role whose signature holds; a bad signature beside enough good ones does no harm.
// Errors: signature, when not one counts; threshold, when too few do, or an id signs twice.
[[nodiscard]] Status check_signatures(const Envelope& envelope, const RoleKeys& role, const FeedKeys& keys);

}  // namespace bycatch
