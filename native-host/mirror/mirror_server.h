// Serves a verified feed over HTTP/1.1, plain or by TLS, until it is told to stop. What it cannot verify it does not
// serve; when the feed on the disk changes, it goes over to the new state once that is verified.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

struct MirrorRules {
  std::filesystem::path feed;
  std::string root;                   // signed bytes that are trusted
  std::string address;                // of this machine, numeric
  std::uint16_t port = 0;             // 0: any that is free
  std::filesystem::path certificate;  // PEM, with its chain; empty: no TLS
  std::filesystem::path private_key;

  unsigned threads = 2;
  std::size_t max_connections = 1024;
  std::size_t max_header_bytes = 8 << 10;
  std::chrono::seconds header{10};  // for the first request's header to arrive
  std::chrono::seconds idle{60};    // for the next one's
  std::chrono::seconds slow{30};    // so long a client may take less than slow_bytes a second
  std::uint64_t slow_bytes = 1 << 10;
  std::chrono::seconds stop{10};  // for answers that are under way when it stops
  std::chrono::seconds reload{2};

  // A line for each answer: when, method, kind of file, status, bytes, milliseconds. Never who asked, nor for what
  // name.
  std::function<void(std::string_view)> log;
  // Why a new state of the feed was not taken over.
  std::function<void(const Error&)> complain;
};

class MirrorServer {
 public:
  // Loads the feed and listens; nobody is answered before run().
  // Errors: those of FeedTable::load(); bad_request, when the address is none; busy, when the port is taken;
  // bad_format, when certificate and key are none or do not fit; permission; io.
  static Result<std::unique_ptr<MirrorServer>> open(MirrorRules rules);
  ~MirrorServer();
  MirrorServer(const MirrorServer&) = delete;
  MirrorServer& operator=(const MirrorServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  // Until SIGTERM or SIGINT comes; answers that are under way are ended first.
  void run();

 private:
  class Impl;
  explicit MirrorServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bycatch
