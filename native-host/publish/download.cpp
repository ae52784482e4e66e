#include "download.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "curl_fault.h"
#include "file_handle.h"

namespace bycatch {
namespace {

constexpr long kMaxRedirections = 5;
constexpr long kRangeNotSatisfiable = 416;

struct Free {
  void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
};

// One try: where its bytes go, and why they could not.
struct Transfer {
  const FileHandle& file;
  const DownloadRules& rules;
  const OnBytes& on_bytes;
  std::uint64_t held_bytes;  // in the file
  std::uint64_t begun_at;    // held_bytes before
  std::optional<Error> error;
  std::chrono::steady_clock::time_point last_byte = std::chrono::steady_clock::now();
};

std::size_t on_data(const char* bytes, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  std::string_view rest(bytes, one * count);
  if (rest.size() > transfer.rules.max_bytes - transfer.held_bytes) {
    transfer.error = Error{ErrorCode::too_large, "more bytes than allowed"};
    return CURL_WRITEFUNC_ERROR;
  }
  while (!rest.empty()) {
    errno = 0;
    const ssize_t written = ::write(transfer.file.get(), rest.data(), rest.size());
    if (written < 0 && errno != EINTR) {
      transfer.error = fail_errno("write a download").error();
      return CURL_WRITEFUNC_ERROR;
    }
    rest.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  transfer.held_bytes += one * count;
  transfer.last_byte = std::chrono::steady_clock::now();
  return one * count;
}

// Called once a second at least. (libcurl's own limit of speed is a mean over the last seconds.)
int on_progress(void* self, curl_off_t whole, curl_off_t /*got*/, curl_off_t /*to_send*/, curl_off_t /*sent*/) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (std::chrono::steady_clock::now() - transfer.last_byte > transfer.rules.stalled) {
    transfer.error = Error{ErrorCode::timeout, "no byte came"};
    return 1;
  }
  transfer.on_bytes(transfer.held_bytes, whole <= 0 ? 0 : transfer.begun_at + static_cast<std::uint64_t>(whole));
  return 0;
}

ErrorCode code_of(CURLcode code) {
  switch (code) {
    case CURLE_FILESIZE_EXCEEDED:
      return ErrorCode::too_large;
    case CURLE_HTTP_RETURNED_ERROR:
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return ErrorCode::http_status;
    default:
      return line_fault(code).value_or(ErrorCode::io);
  }
}

// Nothing when the server will not go on in the middle, and it must be begun anew.
Result<bool> try_once(const std::string& url, Transfer& transfer) {
  const std::unique_ptr<CURL, Free> owned(curl_easy_init());
  CURL* curl = owned.get();
  if (curl == nullptr) {
    return fail(ErrorCode::internal, "libcurl does not start");
  }
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");  // http: locate_source() lets none out of this machine
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMaxRedirections);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "bycatch");
  curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(transfer.begun_at));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (transfer.error) {
    return std::unexpected(*transfer.error);
  }
  // libcurl calls it done when nothing stands behind what is held; it may be less that stands there.
  if (transfer.begun_at > 0 && (code == CURLE_RANGE_ERROR || status == kRangeNotSatisfiable)) {
    return false;
  }
  if (code == CURLE_OK) {
    return true;
  }
  return fail(code_of(code),
              code_of(code) == ErrorCode::http_status ? "status " + std::to_string(status) : curl_easy_strerror(code));
}

}  // namespace

Status download(const std::string& url, const std::filesystem::path& file, const DownloadRules& rules,
                const OnBytes& on_bytes) {
  errno = 0;
  const FileHandle handle(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle.is_open()) {
    return fail_errno("open a download");
  }
  for (bool anew = !rules.resume;; anew = true) {
    if (anew && ::ftruncate(handle.get(), 0) != 0) {
      return fail_errno("begin a download");
    }
    const off_t held = ::lseek(handle.get(), 0, SEEK_END);
    if (held < 0) {
      return fail_errno("go on with a download");
    }
    const auto held_bytes = static_cast<std::uint64_t>(held);
    if (held_bytes > rules.max_bytes) {
      continue;
    }
    Transfer transfer{handle, rules, on_bytes, held_bytes, held_bytes, {}};
    const auto whole = try_once(url, transfer);
    if (!whole) {
      return std::unexpected(whole.error());
    }
    if (*whole) {
      return {};
    }
  }
}

}  // namespace bycatch
