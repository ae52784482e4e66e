// Serves a CollectService over HTTP/1.1, plain or by TLS, until it is told to stop.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "collect_service.h"
#include "result.h"

namespace bycatch {

struct CollectServerRules {
  std::string address;  // of this machine, numeric
  std::uint16_t port = 0;
  std::filesystem::path certificate;  // PEM, with its chain; empty: no TLS
  std::filesystem::path private_key;
  std::size_t max_connections = 4096;
  std::size_t max_header_bytes = 8 << 10;
  std::chrono::seconds patience{20};  // for a request to arrive, and for an answer to be taken
  // Called once it listens.
  std::function<void(std::uint16_t port)> listening;
};

// Until SIGTERM or SIGINT comes. A report that was answered by 204 is kept.
// Errors: bad_request, when the address is none; busy, when the port is taken; bad_format, when certificate and key are
// none or do not fit; permission; io.
Status serve_counts(const CollectServerRules& rules, CollectService& service);

}  // namespace bycatch
