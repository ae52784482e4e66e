// What stands where an organisation sets things: whatever it is, what is taken is as the header says, and what is not
// is named.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "system_policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const SystemPolicy policy = parse_system_policy(text);
  if (parse_system_policy(text) != policy) std::abort();
  for (const std::string& value : {policy.feed, policy.proxy}) {
    const bool has_control = std::ranges::any_of(value, [](char c) { return c >= 0 && c < ' '; });
    if (has_control || value.size() > SystemPolicy::kMaxTextBytes) std::abort();
  }
  for (const auto& path : {policy.root, policy.ca, policy.certificate, policy.key}) {
    if (!path.empty() && !path.is_absolute()) std::abort();
  }
  // A file that could not be read sets nothing.
  const bool is_unread = std::ranges::any_of(policy.troubles, [](const auto& trouble) { return trouble.key.empty(); });
  if (is_unread && policy.troubles.size() == 1 && !policy.feed.empty()) std::abort();
  return 0;
}
