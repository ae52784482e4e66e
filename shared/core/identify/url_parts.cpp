#include "url_parts.h"

#include <algorithm>

#include "ascii.h"

namespace bycatch {
namespace {

constexpr bool is_slash(char c) noexcept {
  return c == '/' || c == '\\';
}

// The front of `text` that holds nothing of the kind.
template <class Is>
std::string_view until(std::string_view text, Is is) noexcept {
  return {text.begin(), std::find_if(text.begin(), text.end(), is)};
}

std::string_view trim(std::string_view text) noexcept {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_line_breaks(std::string_view text, std::string& scratch) {
  const auto has = [text](char c) { return text.find(c) != std::string_view::npos; };
  if (!has('\t') && !has('\n') && !has('\r')) return text;
  scratch = text;
  std::erase_if(scratch, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return scratch;
}

bool starts_with_word(std::string_view text, std::string_view lower_word) noexcept {
  return text.size() >= lower_word.size() && std::equal(lower_word.begin(), lower_word.end(), text.begin(),
                                                        [](char want, char c) { return want == to_lower(c); });
}

// Takes scheme and slashes off `text`. On an https page `https:/x` and `/x` are paths of that page, whose host is
// unknown here, while `http:x` names a host.
std::string_view take_scheme(std::string_view& text) noexcept {
  constexpr std::string_view kHttp = "http:", kHttps = "https:";
  const bool is_http = starts_with_word(text, kHttp);
  if (is_http) {
    text.remove_prefix(kHttp.size());
  } else if (starts_with_word(text, kHttps)) {
    text.remove_prefix(kHttps.size());
  }
  const bool is_whole = text.size() >= 2 && is_slash(text[0]) && is_slash(text[1]);
  if (!is_http && !is_whole) return {};
  while (!text.empty() && is_slash(text.front())) text.remove_prefix(1);
  return is_http ? "http" : "https";
}

// Splits `authority` into the fields of `parts`; false when the port is no number.
bool split_authority(std::string_view authority, UrlParts& parts) noexcept {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    parts.has_user = true;
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const auto colon = authority.find(':', bracket);
  parts.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = authority.substr(colon + 1);
  return parts.port.empty() || all_digits(parts.port);
}

std::optional<char> hex_digit(char c) noexcept {
  if (is_digit(c)) return static_cast<char>(c - '0');
  const char lower = to_lower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<char>(lower - 'a' + 10);
  return std::nullopt;
}

std::string unescape(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high && low) {
        plain.push_back(static_cast<char>(*high << 4 | *low));
        i += 2;
        continue;
      }
    }
    plain.push_back(text[i]);
  }
  return plain;
}

}  // namespace

std::optional<UrlParts> split_url(std::string_view url, std::string& scratch) {
  if (url.size() > kMaxUrlBytes) return std::nullopt;
  std::string_view rest = without_line_breaks(trim(url), scratch);
  UrlParts parts;
  parts.scheme = take_scheme(rest);
  if (parts.scheme.empty()) return std::nullopt;

  if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
    parts.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  const auto authority = until(rest, [](char c) { return is_slash(c) || c == '?'; });
  if (!split_authority(authority, parts) || parts.host.empty()) return std::nullopt;
  parts.target = rest.substr(authority.size());
  const auto question = parts.target.find('?');
  parts.path = parts.target.substr(0, question);
  if (question != std::string_view::npos) parts.query = parts.target.substr(question + 1);
  return parts;
}

bool has_default_port(const UrlParts& parts) noexcept {
  auto port = parts.port;
  while (port.size() > 1 && port.front() == '0') port.remove_prefix(1);
  return port.empty() || port == (parts.scheme == "http" ? "80" : "443");
}

bool PathSegments::read(std::string_view path) {
  if (path.find('%') == std::string_view::npos) return split(path);
  const auto slashes = [](std::string_view text) { return std::count_if(text.begin(), text.end(), is_slash); };
  unescaped_ = unescape(path);
  return slashes(unescaped_) == slashes(path) && split(unescaped_);
}

bool PathSegments::split(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto segment = until(path, is_slash);
    path.remove_prefix(segment.size());
    if (segment == "..") {
      if (size_ > 0) --size_;
    } else if (segment != ".") {
      if (size_ == kMax) return false;
      segments_[size_++] = segment;
    }
  }
  drop_empty();
  return true;
}

// Only now: `..` takes an empty segment back as well.
void PathSegments::drop_empty() {
  const auto begin = segments_.begin(), end = begin + static_cast<std::ptrdiff_t>(size_);
  size_ = static_cast<std::size_t>(std::remove(begin, end, std::string_view{}) - begin);
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const auto equals = pair.find('=');
    if (pair.substr(0, equals) != name) continue;
    if (equals == std::string_view::npos) return std::string{};
    return unescape(pair.substr(equals + 1));
  }
  return std::nullopt;
}

}  // namespace bycatch
