// The parts of one http(s) address, found as the WHATWG URL standard finds them on an https page; only as much of it
// as identify needs. https://url.spec.whatwg.org/
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

inline constexpr std::size_t kMaxUrlBytes = 8192;

// https://user@host.example:8080/a/b?c=d#e
// |scheme |user|host        |port|path|query|fragment
// \____________________________/\_________/
//            origin               target
struct UrlParts {
  std::string_view scheme;    // "http" or "https"
  std::string_view host;      // as written
  std::string_view port;      // digits, or empty
  std::string_view target;    // path and query as written; may be empty
  std::string_view path;      // may be empty
  std::string_view query;     // without the question mark
  std::string_view fragment;  // without the hash sign
  bool has_user = false;      // user information, even empty, stood before the host
};

// Views into `url`, or into `scratch` when tabs or line breaks had to be taken out.
// Nothing for another scheme, an address that is not whole, a port that is no number, or more than kMaxUrlBytes.
[[nodiscard]] std::optional<UrlParts> split_url(std::string_view url, std::string& scratch);

[[nodiscard]] bool has_default_port(const UrlParts& parts) noexcept;

// The segments of a path, unescaped once, dots resolved, empty ones dropped.
class PathSegments {
 public:
  static constexpr std::size_t kMax = 24;

  // False for an escaped slash and for more than kMax segments. `path` must outlive the segments.
  [[nodiscard]] bool read(std::string_view path);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  // Empty past the end.
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
    return i < size_ ? segments_[i] : std::string_view{};
  }

 private:
  [[nodiscard]] bool split(std::string_view path);
  void drop_empty();

  std::string unescaped_;
  std::array<std::string_view, kMax> segments_;
  std::size_t size_ = 0;
};

// The first value of a query parameter, unescaped (but a plus stays one); nothing when it is absent.
// `name` is compared as written.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace bycatch
