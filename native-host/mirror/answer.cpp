#include "answer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace bycatch {
namespace {

constexpr std::string_view kUnit = "bytes=";
constexpr const char* kForever = "public, max-age=31536000, immutable";
constexpr const char* kAskAgain = "no-cache";

std::string_view reason(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 416:
      return "Range Not Satisfiable";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

// Composes a head line by line.
class Head {
 public:
  Head(unsigned status, std::chrono::sys_seconds now) {
    text_.reserve(448);
    text_.append("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(reason(status));
    text_.append("\r\nServer: bycatch\r\nX-Content-Type-Options: nosniff\r\n");
    add("Date", http_date(now));
  }
  Head& add(std::string_view name, std::string_view value) {
    text_.append(name).append(": ").append(value).append("\r\n");
    return *this;
  }
  std::string end(const MirrorRequest& request) {
    if (!request.keeps_alive) {
      add("Connection", "close");
    } else if (request.is_http10) {
      add("Connection", "keep-alive");
    }
    return text_ + "\r\n";
  }

 private:
  std::string text_;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = !text.empty() && error == std::errc() && end == text.data() + text.size();
  return is_whole ? std::optional(value) : std::nullopt;
}

// Whether one of the tags of an If-None-Match is this one; that one is weak does not matter there.
bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
    while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

MirrorAnswer text_answer(const MirrorRequest& request, const MirrorState& state, unsigned status, std::string what,
                         std::string body) {
  MirrorAnswer answer{.status = status, .what = std::move(what), .head = {}, .body = std::move(body), .file = {}};
  Head head(status, state.now);
  head.add("Content-Type", "text/plain; charset=utf-8").add("Content-Length", std::to_string(answer.body.size()));
  head.add("Cache-Control", "no-store");
  if (status == 405) head.add("Allow", "GET, HEAD");
  answer.head = head.end(request);
  if (request.method == "HEAD") answer.body.clear();
  return answer;
}

std::string metrics_text(const MirrorState& state) {
  const FeedTable& table = *state.table;
  const auto seconds = [](std::chrono::sys_seconds time) { return std::to_string(time.time_since_epoch().count()); };
  return state.metrics + "# TYPE bycatch_mirror_feed_timestamp_version gauge\nbycatch_mirror_feed_timestamp_version " +
         std::to_string(table.timestamp_version()) +
         "\n# TYPE bycatch_mirror_feed_expires_seconds gauge\nbycatch_mirror_feed_expires_seconds " +
         seconds(table.expires()) + "\n# TYPE bycatch_mirror_feed_files gauge\nbycatch_mirror_feed_files " +
         std::to_string(table.files()) + "\n# TYPE bycatch_mirror_feed_bytes gauge\nbycatch_mirror_feed_bytes " +
         std::to_string(table.bytes()) + "\n";
}

MirrorAnswer file_answer(const MirrorRequest& request, const MirrorState& state,
                         std::shared_ptr<const ServedFile> file) {
  MirrorAnswer answer{.status = 200, .what = std::string(to_string(file->kind)), .head = {}, .body = {}, .file = {}};
  const bool is_known = names_tag(request.if_none_match, file->etag);
  const bool is_range_wanted = request.if_range.empty() || request.if_range == file->etag;
  const ByteRange range =
      is_range_wanted && !is_known && request.method == "GET" ? parse_range(request.range, file->bytes) : ByteRange();
  answer.status = is_known ? 304 : range.is_outside ? 416 : range.is_there ? 206 : 200;
  answer.first = range.is_there ? range.first : 0;
  answer.length = range.is_there ? range.length : range.is_outside ? 0 : file->bytes;
  Head head(answer.status, state.now);
  head.add("ETag", file->etag).add("Cache-Control", file->is_immutable() ? kForever : kAskAgain);
  if (!is_known) {
    const bool is_json = file->kind <= FileKind::targets;
    head.add("Content-Type", is_json ? "application/json" : "application/octet-stream");
    head.add("Accept-Ranges", "bytes").add("Content-Length", std::to_string(answer.length));
  }
  const std::string of_size = "/" + std::to_string(file->bytes);
  if (range.is_there) {
    head.add("Content-Range",
             "bytes " + std::to_string(range.first) + "-" + std::to_string(range.first + range.length - 1) + of_size);
  } else if (range.is_outside) {
    head.add("Content-Range", "bytes *" + of_size);
  }
  answer.head = head.end(request);
  if (request.method == "GET" && !is_known && answer.length != 0) {
    answer.file = std::move(file);
  } else {
    answer.length = 0;
  }
  return answer;
}

}  // namespace

ByteRange parse_range(std::string_view text, std::uint64_t size) {
  if (!text.starts_with(kUnit) || text.find(',') != std::string_view::npos) return {};
  text.remove_prefix(kUnit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {};
  const auto first = number(text.substr(0, dash));
  const auto last = number(text.substr(dash + 1));
  if (dash == 0) {
    if (!last) return {};
    const std::uint64_t length = std::min(*last, size);
    return length == 0 ? ByteRange{.is_outside = true} : ByteRange{true, false, size - length, length};
  }
  if (!first || (!last && dash + 1 != text.size()) || (last && *last < *first)) return {};
  if (*first >= size) return {.is_outside = true};
  return {true, false, *first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
}

std::string http_date(std::chrono::sys_seconds time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                 kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                                 kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                                 static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                 static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

MirrorAnswer answer(const MirrorRequest& request, const MirrorState& state) {
  if (request.method != "GET" && request.method != "HEAD") {
    return text_answer(request, state, 405, "other", "only GET and HEAD\n");
  }
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  if (path == "/healthz") {
    const bool is_current = state.now < state.table->expires();
    return text_answer(request, state, is_current ? 200 : 503, "health", is_current ? "ok\n" : "expired\n");
  }
  if (path == "/metrics") return text_answer(request, state, 200, "metrics", metrics_text(state));
  auto file = state.table->find(path);
  return file ? file_answer(request, state, std::move(file))
              : text_answer(request, state, 404, "other", "no such file in this feed\n");
}

MirrorAnswer refusal(unsigned status, std::chrono::sys_seconds now) {
  const MirrorRequest request{.keeps_alive = false};
  return text_answer(request, {.table = {}, .now = now, .metrics = {}}, status, "other",
                     std::string(reason(status)) + "\n");
}

}  // namespace bycatch
