#include "s3_store.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>

#include "ascii.h"
#include "curl_fault.h"
#include "feed_hash.h"
#include "web_origin.h"

namespace bycatch {
namespace {

constexpr int kTries = 4;
constexpr std::chrono::milliseconds kFirstPause{1000};
constexpr std::size_t kMaxReplyBytes = 4 << 20;  // a page of a list has a thousand objects at most
constexpr std::size_t kMaxPages = 1000;
constexpr std::size_t kMaxWordBytes = 64;
constexpr long kNotImplemented = 501;
constexpr long kConnectSeconds = 10;
constexpr long kStalledSeconds = 60;

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

struct Transfer {
  std::span<const std::byte> left;
  std::span<const std::byte> whole;
  std::string body;
  std::string etag;
  bool is_too_large = false;
};

std::size_t on_read(char* to, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t taken = std::min(one * count, transfer.left.size());
  std::memcpy(to, transfer.left.data(), taken);
  transfer.left = transfer.left.subspan(taken);
  return taken;
}

// libcurl begins anew when a kept connection turns out to be closed.
int on_seek(void* self, curl_off_t offset, int origin) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > transfer.whole.size()) {
    return CURL_SEEKFUNC_FAIL;
  }
  transfer.left = transfer.whole.subspan(static_cast<std::size_t>(offset));
  return CURL_SEEKFUNC_OK;
}

std::size_t on_data(const char* bytes, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (one * count > kMaxReplyBytes - transfer.body.size()) {
    transfer.is_too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.body.append(bytes, one * count);
  return one * count;
}

std::size_t on_header(const char* bytes, std::size_t one, std::size_t count, void* self) {
  constexpr std::string_view kTag = "etag:";
  std::string_view line(bytes, one * count);
  if (lower_case(line.substr(0, kTag.size())) == kTag) {
    line.remove_prefix(kTag.size());
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    static_cast<Transfer*>(self)->etag = line;
  }
  return one * count;
}

bool can_help(const Error& error) {
  return error.code == ErrorCode::offline || error.code == ErrorCode::timeout;
}
bool can_help(long status) {
  return status == 408 || status == 429 || (status >= 500 && status != kNotImplemented);
}

// As Signature Version 4 wants it: all but these, in capitals.
std::string escaped(std::string_view text, bool keeps_slashes) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos || (keeps_slashes && c == '/')) {
      out.push_back(c);
    } else {
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A place alone: what stands behind it would change what is signed.
bool is_endpoint(const std::string& url) {
  const WebOrigin origin = origin_of(url);
  const std::string plain = origin.scheme + "://" + origin.host;
  return is_allowed_url(url) && (url == plain || url == plain + ":" + origin.port);
}

bool has_only(std::string_view text, std::string_view letters) {
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

Result<S3Place> read_s3_place(std::string_view address, std::string endpoint, std::string region) {
  constexpr std::string_view kScheme = "s3://";
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  if (!address.starts_with(kScheme)) return fail(ErrorCode::bad_request, "an address is s3://BUCKET[/PREFIX]");
  address.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(address.find('/'), address.size());
  S3Place place{.endpoint = std::move(endpoint),
                .region = std::move(region),
                .bucket = std::string(address.substr(0, slash)),
                .prefix = std::string(address.substr(std::min(slash + 1, address.size())))};
  if (!has_only(place.bucket, kLetters) || place.bucket.size() < 3 || place.bucket.size() > 63) {
    return fail(ErrorCode::bad_request, "no name of a bucket");
  }
  if (!has_only(place.region, kLetters) || place.region.size() > kMaxWordBytes) {
    return fail(ErrorCode::bad_request, "no name of a region");
  }
  while (place.prefix.ends_with('/')) place.prefix.pop_back();
  if (place.prefix.starts_with('/') || place.prefix.find("//") != std::string::npos || place.prefix.size() > 512) {
    return fail(ErrorCode::bad_request, "no prefix");
  }
  if (!place.prefix.empty()) place.prefix.push_back('/');
  if (place.endpoint.empty()) place.endpoint = "https://s3." + place.region + ".amazonaws.com";
  if (!is_endpoint(place.endpoint)) {
    return fail(ErrorCode::bad_request, "an endpoint is https://HOST[:PORT], or http:// to this machine");
  }
  return place;
}

void S3Store::Free::operator()(void* curl) const noexcept {
  curl_easy_cleanup(curl);
}

S3Store::S3Store(S3Place place, S3Login login, std::function<void(std::chrono::milliseconds)> pause)
    : place_(std::move(place)), login_(std::move(login)), pause_(std::move(pause)), curl_(curl_easy_init()) {}
S3Store::~S3Store() = default;

Result<std::vector<S3Object>> S3Store::list() {
  std::vector<S3Object> objects;
  std::string more;
  for (std::size_t page = 0; page < kMaxPages; ++page) {
    Request request{.query = {{"list-type", "2"}, {"prefix", place_.prefix}}};
    if (!more.empty()) request.query.insert(request.query.begin(), {"continuation-token", more});
    const auto reply = ask(request);
    if (!reply) return std::unexpected(reply.error());
    auto list = read_s3_list(reply->body);
    if (!list) return std::unexpected(list.error());
    for (S3Object& object : list->objects) {
      if (!object.key.starts_with(place_.prefix)) return fail(ErrorCode::bad_format, "an object of another prefix");
      object.key.erase(0, place_.prefix.size());
      objects.push_back(std::move(object));
    }
    if (list->more.empty()) return objects;
    more = std::move(list->more);
  }
  return fail(ErrorCode::too_large, "more objects than a feed has files");
}

Status S3Store::put(const std::string& key, std::span<const std::byte> bytes, const Manner& manner) {
  const auto reply = ask({.method = "PUT", .key = place_.prefix + key, .body = bytes, .manner = manner});
  return reply ? Status() : std::unexpected(reply.error());
}

Status S3Store::remove(const std::string& key) {
  const auto reply = ask({.method = "DELETE", .key = place_.prefix + key});
  return reply ? Status() : std::unexpected(reply.error());
}

Result<std::optional<std::string>> S3Store::open_upload(const std::string& key) {
  const std::string whole = place_.prefix + key;
  const auto reply = ask({.query = {{"prefix", whole}, {"uploads", ""}}, .may_lack = true});
  if (!reply) return std::unexpected(reply.error());
  std::optional<std::string> upload;
  // One element for each; the last one begun is taken.
  for (std::size_t at = reply->body.find("<Upload>"); at != std::string::npos;
       at = reply->body.find("<Upload>", at + 1)) {
    const std::string_view rest = std::string_view(reply->body).substr(at);
    const std::string id = s3_text(rest, "UploadId");
    if (s3_text(rest, "Key") == whole && !id.empty()) upload = id;
  }
  return upload;
}

Result<std::string> S3Store::begin_upload(const std::string& key, const Manner& manner) {
  const auto reply = ask({.method = "POST", .key = place_.prefix + key, .query = {{"uploads", ""}}, .manner = manner});
  if (!reply) return std::unexpected(reply.error());
  std::string upload = s3_text(reply->body, "UploadId");
  return upload.empty() ? fail(ErrorCode::bad_format, "no id of an upload") : Result<std::string>(std::move(upload));
}

Result<std::vector<S3Part>> S3Store::parts(const std::string& key, const std::string& upload) {
  const auto reply = ask({.key = place_.prefix + key, .query = {{"uploadId", upload}}, .may_lack = true});
  if (!reply) return std::unexpected(reply.error());
  if (reply->status == kNotImplemented) return std::vector<S3Part>();
  // A page holds a thousand parts. Those behind it are brought again.
  return read_s3_parts(reply->body);
}

Result<S3Part> S3Store::put_part(const std::string& key, const std::string& upload, int number,
                                 std::span<const std::byte> bytes) {
  const auto reply = ask({.method = "PUT",
                          .key = place_.prefix + key,
                          .query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}},
                          .body = bytes});
  if (!reply) return std::unexpected(reply.error());
  if (reply->etag.empty()) return fail(ErrorCode::bad_format, "a part without a tag");
  return S3Part{number, bytes.size(), reply->etag};
}

Status S3Store::end_upload(const std::string& key, const std::string& upload, const std::vector<S3Part>& parts) {
  std::string xml = "<CompleteMultipartUpload>";
  for (const S3Part& part : parts) {
    xml += "<Part><PartNumber>" + std::to_string(part.number) + "</PartNumber><ETag>" + part.etag + "</ETag></Part>";
  }
  xml += "</CompleteMultipartUpload>";
  const auto reply = ask({.method = "POST",
                          .key = place_.prefix + key,
                          .query = {{"uploadId", upload}},
                          .body = std::as_bytes(std::span(xml)),
                          .manner = {.content_type = "application/xml", .cache_control = {}}});
  if (!reply) return std::unexpected(reply.error());
  // It may fail after it has said 200.
  return reply->body.find("<CompleteMultipartUploadResult") == std::string::npos
             ? fail(ErrorCode::http_status,
                    "parts not put together: " + s3_text(reply->body, "Code").substr(0, kMaxWordBytes))
             : Status();
}

std::string S3Store::url_of(const Request& request) const {
  std::string url = place_.endpoint + "/" + place_.bucket;
  if (!request.key.empty()) url += "/" + escaped(request.key, true);
  char before = '?';
  for (const auto& [name, value] : request.query) {
    url += before + escaped(name, false) + "=" + escaped(value, false);
    before = '&';
  }
  return url;
}

Result<S3Store::Reply> S3Store::ask(const Request& request) {
  auto wait = kFirstPause;
  for (int tries = 1;; ++tries) {
    auto reply = try_once(request);
    if (reply && reply->status >= 200 && reply->status < 300) return reply;
    if (reply && reply->status == kNotImplemented && request.may_lack) return reply;
    if (tries == kTries || !(reply ? can_help(reply->status) : can_help(reply.error()))) {
      if (!reply) return reply;
      return fail(ErrorCode::http_status, "status " + std::to_string(reply->status) + " " +
                                              s3_text(reply->body, "Code").substr(0, kMaxWordBytes));
    }
    pause_(wait);
    wait *= 2;
  }
}

Result<S3Store::Reply> S3Store::try_once(const Request& request) {
  CURL* curl = curl_.get();
  if (curl == nullptr) return fail(ErrorCode::internal, "libcurl does not start");
  curl_easy_reset(curl);
  Transfer transfer{.left = request.body, .whole = request.body, .body = {}, .etag = {}};
  std::vector<std::string> lines = {"x-amz-content-sha256: " + sha256_hex(as_text(request.body))};
  if (!request.manner.content_type.empty()) lines.push_back("Content-Type: " + request.manner.content_type);
  if (!request.manner.cache_control.empty()) lines.push_back("Cache-Control: " + request.manner.cache_control);
  if (!login_.token.empty()) lines.push_back("x-amz-security-token: " + login_.token);
  std::unique_ptr<curl_slist, FreeList> headers;
  for (const std::string& line : lines) headers.reset(curl_slist_append(headers.release(), line.c_str()));
  const std::string url = url_of(request);
  const std::string signing = "aws:amz:" + place_.region + ":s3";
  const std::string login = login_.key + ":" + login_.secret;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");  // http: read_s3_place() lets none out of this machine
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost");
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, signing.c_str());
  curl_easy_setopt(curl, CURLOPT_USERPWD, login.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "bycatch");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kStalledSeconds);
  if (std::string_view(request.method) != "GET") curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method);
  if (std::string_view(request.method) == "PUT") {
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(curl, CURLOPT_SEEKDATA, &transfer);
  } else if (std::string_view(request.method) == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.empty() ? "" : as_text(request.body).data());
  }
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  const CURLcode code = curl_easy_perform(curl);
  Reply reply;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  if (transfer.is_too_large) return fail(ErrorCode::too_large, "an answer of the store");
  if (code != CURLE_OK) return fail(line_fault(code).value_or(ErrorCode::offline), curl_easy_strerror(code));
  reply.body = std::move(transfer.body);
  reply.etag = std::move(transfer.etag);
  return reply;
}

}  // namespace bycatch
