#include "source_place.h"

#include <curl/curl.h>

#include <memory>
#include <optional>

namespace bycatch {
namespace {

class CurlUrl {
 public:
  explicit CurlUrl(const std::string& text) : url_(curl_url()) {
    is_valid_ = curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
  }

  [[nodiscard]] bool is_valid() const { return is_valid_; }
  [[nodiscard]] std::optional<std::string> part(CURLUPart which, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), which, &text, flags) != CURLUE_OK) {
      return std::nullopt;
    }
    std::string part(text);
    curl_free(text);
    return part;
  }

 private:
  struct Free {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
  };
  std::unique_ptr<CURLU, Free> url_;
  bool is_valid_ = false;
};

}  // namespace

Result<SourcePlace> locate_source(std::string_view text) {
  if (!text.contains("://")) {
    return SourcePlace{std::filesystem::path(text), {}};
  }
  const CurlUrl url{std::string(text)};
  const auto scheme = url.is_valid() ? url.part(CURLUPART_SCHEME).value_or("") : "";
  if (scheme == "file") {
    if (auto path = url.part(CURLUPART_PATH, CURLU_URLDECODE)) {
      return SourcePlace{std::filesystem::path(*path), {}};
    }
  }
  const auto host = url.part(CURLUPART_HOST).value_or("");
  const bool is_here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  if (scheme == "https" || (scheme == "http" && is_here)) {
    return SourcePlace{{}, std::string(text)};
  }
  return fail(ErrorCode::bad_request, "a list comes from a file or from an https:// address");
}

}  // namespace bycatch
