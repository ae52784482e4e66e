#include "s3_reply.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace bycatch {
namespace {

constexpr int kMaxPartNumber = 10'000;

// What stands between <element> and </element> behind `at`, which goes on to behind it.
std::optional<std::string_view> next_element(std::string_view xml, std::string_view element, std::size_t& at) {
  const std::string open = "<" + std::string(element) + ">";
  const std::string close = "</" + std::string(element) + ">";
  const std::size_t begin = xml.find(open, at);
  const std::size_t end = begin == std::string_view::npos ? begin : xml.find(close, begin);
  if (end == std::string_view::npos) return std::nullopt;
  at = end + close.size();
  return xml.substr(begin + open.size(), end - begin - open.size());
}

std::string without_entities(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 7> kEntities = {{{"&amp;", '&'},
                                                                                  {"&lt;", '<'},
                                                                                  {"&gt;", '>'},
                                                                                  {"&quot;", '"'},
                                                                                  {"&apos;", '\''},
                                                                                  {"&#34;", '"'},
                                                                                  {"&#39;", '\''}}};
  std::string plain;
  while (!text.empty()) {
    std::size_t taken = 1;
    char letter = text.front();
    for (const auto& [entity, meant] : kEntities) {
      if (!text.starts_with(entity)) continue;
      taken = entity.size();
      letter = meant;
    }
    plain.push_back(letter);
    text.remove_prefix(taken);
  }
  return plain;
}

template <class Number>
bool read_number(std::string_view xml, std::string_view element, Number& number) {
  const std::string text = s3_text(xml, element);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string s3_text(std::string_view xml, std::string_view element) {
  std::size_t at = 0;
  const auto found = next_element(xml, element, at);
  return found ? without_entities(*found) : std::string();
}

Result<S3List> read_s3_list(std::string_view xml) {
  if (xml.find("<ListBucketResult") == std::string_view::npos) return fail(ErrorCode::bad_format, "no list of objects");
  S3List list;
  std::size_t at = 0;
  while (const auto contents = next_element(xml, "Contents", at)) {
    S3Object object{.key = s3_text(*contents, "Key"), .etag = s3_text(*contents, "ETag")};
    std::erase(object.etag, '"');
    if (object.key.empty() || !read_number(*contents, "Size", object.bytes)) {
      return fail(ErrorCode::bad_format, "an object without key or size");
    }
    list.objects.push_back(std::move(object));
  }
  if (s3_text(xml, "IsTruncated") == "true") {
    list.more = s3_text(xml, "NextContinuationToken");
    if (list.more.empty()) return fail(ErrorCode::bad_format, "a list that does not go on");
  }
  return list;
}

Result<std::vector<S3Part>> read_s3_parts(std::string_view xml) {
  if (xml.find("<ListPartsResult") == std::string_view::npos) return fail(ErrorCode::bad_format, "no list of parts");
  std::vector<S3Part> parts;
  std::size_t at = 0;
  while (const auto said = next_element(xml, "Part", at)) {
    S3Part part{.etag = s3_text(*said, "ETag")};
    if (!read_number(*said, "PartNumber", part.number) || part.number < 1 || part.number > kMaxPartNumber ||
        !read_number(*said, "Size", part.bytes) || part.etag.empty()) {
      return fail(ErrorCode::bad_format, "a part without number, size or tag");
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace bycatch
