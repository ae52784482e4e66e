// How an identifier becomes a key. These forms are on disk and in feeds: never change one, add a new space.
//
//   flickr photo      low = the id; 1 to 13 digits, no leading zero
//   flickr account    low = digits * 100 + suffix, of `digits@Nsuffix`; no leading zero, so that no two NSIDs meet
//   instagram media   low = the id; no leading zero, at most 63 bits
//   instagram asset   first 128 bits of SHA-256("bycatch/asset/1" NUL id)
//   web url           first 128 bits of SHA-256("bycatch/url/1" NUL url), the url in the normal form of
//   identify_web_url tags              first 128 bits of SHA-256("bycatch/tag/1" NUL platform NUL tag), the tag in the
//   normal form of hashtag.h
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <string_view>

#include "index.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxTagBytes = 1024;
constexpr std::size_t kMaxUrlBytes = 8192;

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool digits_between(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && all_digits(text);
}

// A decimal number of at most `max_digits` digits without a leading zero that fits 63 bits.
std::optional<std::uint64_t> number(std::string_view text, std::size_t max_digits) {
  if (!digits_between(text, 1, max_digits) || text.front() == '0') {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> nsid(std::string_view text) {
  const std::size_t at = text.find("@N");
  if (at == std::string_view::npos || !digits_between(text.substr(0, at), 5, 11) ||
      !digits_between(text.substr(at + 2), 2, 2)) {
    return std::nullopt;
  }
  const auto head = number(text.substr(0, at), 11);
  if (!head) {
    return std::nullopt;
  }
  const auto digit = [&](std::size_t i) { return static_cast<std::uint64_t>(text[i] - '0'); };
  return *head * 100 + digit(at + 2) * 10 + digit(at + 3);
}

bool is_asset(std::string_view text) {
  const std::size_t first = text.find('_');
  const std::size_t second = text.find('_', first == std::string_view::npos ? first : first + 1);
  return second != std::string_view::npos && digits_between(text.substr(0, first), 6, 10) &&
         digits_between(text.substr(first + 1, second - first - 1), 12, 20) &&
         digits_between(text.substr(second + 1), 8, 20);
}

bool is_web_url(std::string_view text) {
  return text.size() <= kMaxUrlBytes && (text.starts_with("https://") || text.starts_with("http://"));
}

// Looking the algorithm up takes longer than hashing a tag: it is done once.
std::array<unsigned char, 32> sha256(std::string_view text) {
  static EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::array<unsigned char, 32> hash{};
  EVP_DigestInit_ex2(context.get(), kAlgorithm, nullptr);
  EVP_DigestUpdate(context.get(), text.data(), text.size());
  EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
  return hash;
}

Key digest(std::string_view domain, std::string_view platform, std::string_view id) {
  std::string text;
  text.reserve(domain.size() + platform.size() + id.size() + 2);
  text.append(domain).push_back('\0');
  if (!platform.empty()) {
    text.append(platform).push_back('\0');
  }
  text.append(id);
  const auto hash = sha256(text);
  Key key;
  for (std::size_t i = 0; i < 8; ++i) {
    key.high = key.high << 8 | hash[i];
    key.low = key.low << 8 | hash[i + 8];
  }
  return key;
}

std::optional<LocatedKey> numbered(KeySpace space, std::optional<std::uint64_t> value) {
  return value ? std::optional(LocatedKey{space, {0, *value}}) : std::nullopt;
}

std::optional<LocatedKey> tag_key(const Identifier& identifier) {
  if (identifier.platform == Platform::web || identifier.id.empty() || identifier.id.size() > kMaxTagBytes) {
    return std::nullopt;
  }
  return LocatedKey{KeySpace::tag, digest("bycatch/tag/1", to_string(identifier.platform), identifier.id)};
}

}  // namespace

std::optional<LocatedKey> key_of(const Identifier& identifier) {
  const std::string& id = identifier.id;
  switch (identifier.kind) {
    case IdentifierKind::photo:
      return identifier.platform == Platform::flickr ? numbered(KeySpace::flickr_photo, number(id, 13)) : std::nullopt;
    case IdentifierKind::account:
      return identifier.platform == Platform::flickr ? numbered(KeySpace::flickr_account, nsid(id)) : std::nullopt;
    case IdentifierKind::media:
      return identifier.platform == Platform::instagram ? numbered(KeySpace::instagram_media, number(id, 19))
                                                        : std::nullopt;
    case IdentifierKind::asset:
      return identifier.platform == Platform::instagram && is_asset(id)
                 ? std::optional(LocatedKey{KeySpace::asset, digest("bycatch/asset/1", {}, id)})
                 : std::nullopt;
    case IdentifierKind::url:
      return identifier.platform == Platform::web && is_web_url(id)
                 ? std::optional(LocatedKey{KeySpace::url, digest("bycatch/url/1", {}, id)})
                 : std::nullopt;
    case IdentifierKind::tag:
      return tag_key(identifier);
    case IdentifierKind::imprint:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace bycatch
