#include <algorithm>

#include "ascii.h"
#include "identify.h"
#include "tag_characters.h"
#include "url_parts.h"

namespace bycatch {
namespace {

// Letters, digits and what else stands in names that are in use; other scripts as they are written. An IPv6 address
// in its brackets.
bool is_host(std::string_view host) noexcept {
  const auto in_name = [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  };
  const auto in_ipv6 = [](char c) { return is_digit(c) || is_letter(c) || c == ':' || c == '.'; };
  if (!host.starts_with('[')) return std::all_of(host.begin(), host.end(), in_name);
  return host.size() > 2 && host.ends_with(']') && std::all_of(host.begin() + 1, host.end() - 1, in_ipv6);
}

// The port as a number is written; nothing when it is too large for one.
std::optional<std::string_view> normal_port(std::string_view port) noexcept {
  while (port.size() > 1 && port.front() == '0') port.remove_prefix(1);
  constexpr std::string_view kMax = "65535";
  if (port.size() > kMax.size() || (port.size() == kMax.size() && port > kMax)) return std::nullopt;
  return port;
}

}  // namespace

std::optional<Identifier> identify_web_url(std::string_view url) {
  std::string scratch;
  const auto parts = split_url(url, scratch);
  if (!parts || !is_host(parts->host)) return std::nullopt;
  const auto port = normal_port(parts->port);
  if (!port) return std::nullopt;

  std::string normal(parts->scheme);
  normal += "://";
  normal += lower_case(parts->host);
  if (!has_default_port(*parts)) (normal += ':') += *port;
  if (parts->path.empty()) normal += '/';
  normal += parts->target;
  while (static_cast<unsigned char>(normal.back()) <= ' ') normal.pop_back();  // stood before the fragment
  if (normal.size() > kMaxUrlBytes || !is_utf8(normal)) return std::nullopt;
  return Identifier{Platform::web, IdentifierKind::url, std::move(normal)};
}

}  // namespace bycatch
