// What libcurl says of a line that failed, in our words: one table for all that load or send.
#pragma once

#include <curl/curl.h>

#include <optional>

#include "result.h"

namespace bycatch {

// Nothing: what it says is not of the line, and means what the caller was about.
[[nodiscard]] inline std::optional<ErrorCode> line_fault(CURLcode code) noexcept {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return ErrorCode::offline;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return ErrorCode::proxy;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
      return ErrorCode::tls;
    case CURLE_OPERATION_TIMEDOUT:
      return ErrorCode::timeout;
    case CURLE_PARTIAL_FILE:
      return ErrorCode::truncated;
    default:
      return std::nullopt;
  }
}

}  // namespace bycatch
