// Watch packs as strangers write them: what is taken is within its bounds, is written and read again as the same, and
// is believed by no key that has not signed it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "watch_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kKey =
      R"({"keytype":"ed25519","keyval":{"public":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"},"scheme":"ed25519"})";
  if (open_watch_pack(bytes, kKey, std::chrono::year(2026) / 11 / 27)) std::abort();
  const auto pack = parse_watch_pack(bytes);
  if (!pack) return 0;
  if (pack->accounts.size() > kMaxWatchPackAccounts || pack->imprints.size() > kMaxWatchPackImprints) std::abort();
  const auto again = parse_watch_pack(watch_pack_text(watch_pack_body(*pack), "00", "00"));
  if (!again || *again != *pack) std::abort();
  static_cast<void>(watches(*pack, {Platform::flickr, IdentifierKind::tag, "face"}));
  return 0;
}
