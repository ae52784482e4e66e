// An HTTP server on this machine that answers as a test tells it to, well or badly.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bycatch {

struct Asked {
  std::string path;  // with its leading slash
  std::string head;  // all of it; of a client that speaks no HTTP, all that it said
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

struct ServerAnswer {
  int status = 200;
  std::string body;
  std::vector<std::string> headers = {};        // further lines
  std::optional<std::size_t> said_length = {};  // instead of the body's
  bool says_length = true;
  std::optional<std::size_t> cut_after = {};  // bytes of the body, and then the line goes dead
  std::chrono::milliseconds pause{0};         // between pieces of piece_bytes
  std::size_t piece_bytes = 64 << 10;
  bool is_endless = false;  // the body again and again, until the client goes
  bool is_silent = false;   // not even a head comes
  std::string raw = {};     // instead of all of the above
};

class ScriptedServer {
 public:
  using Script = std::function<ServerAnswer(const Asked&)>;

  ScriptedServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 32) != 0 ||
        ::getsockname(listener_, any, &size) != 0) {
      throw std::runtime_error("no port");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() {
    is_ending_ = true;
    thread_.join();
    ::close(listener_);
  }

  void play(Script script) {
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
    asked_.clear();
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  [[nodiscard]] int port() const noexcept { return port_; }
  [[nodiscard]] std::vector<Asked> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void serve() {
    while (!is_ending_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 10) <= 0) continue;
      const int line = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (line < 0) continue;
      const timeval limit{.tv_sec = 5, .tv_usec = 0};
      ::setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
      answer(line);
      ::shutdown(line, SHUT_WR);
      ::close(line);
    }
  }

  static std::size_t length_of(const Asked& asked) {
    const std::string length = asked.header("Content-Length");
    return length.empty() ? 0 : std::stoul(length);
  }

  void note(const Asked& asked) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(asked);
  }

  void answer(int line) {
    Asked asked;
    std::size_t head_end = std::string::npos;
    for (char bytes[4096]; head_end == std::string::npos || asked.body.size() < length_of(asked);) {
      const ssize_t got = ::recv(line, bytes, sizeof bytes, 0);
      if (got <= 0) return head_end == std::string::npos ? note(asked) : void();
      if (head_end != std::string::npos) {
        asked.body.append(bytes, static_cast<std::size_t>(got));
        continue;
      }
      asked.head.append(bytes, static_cast<std::size_t>(got));
      head_end = asked.head.find("\r\n\r\n");
      if (head_end == std::string::npos) continue;
      asked.body = asked.head.substr(head_end + 4);
      asked.head.resize(head_end + 4);
    }
    const std::size_t path = asked.head.find(' ') + 1;
    asked.path = asked.head.substr(path, asked.head.find(' ', path) - path);
    Script script;
    {
      const std::lock_guard lock(mutex_);
      script = script_;
      asked_.push_back(asked);
    }
    const ServerAnswer answer = script(asked);
    if (!answer.raw.empty()) {
      send(line, answer.raw);
      return;
    }
    if (answer.is_silent) {
      wait(line, std::chrono::seconds(10));
      return;
    }
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " x\r\nConnection: close\r\n";
    if (answer.says_length && !answer.is_endless) {
      head += "Content-Length: " + std::to_string(answer.said_length.value_or(answer.body.size())) + "\r\n";
    }
    for (const std::string& further : answer.headers) head += further + "\r\n";
    if (!send(line, head + "\r\n")) return;
    const std::size_t end = std::min(answer.body.size(), answer.cut_after.value_or(answer.body.size()));
    do {
      for (std::size_t at = 0; at < end && !is_ending_; at += answer.piece_bytes) {
        if (!send(line, answer.body.substr(at, std::min(answer.piece_bytes, end - at)))) return;
        if (answer.pause.count() > 0 && !wait(line, answer.pause)) return;
      }
    } while (answer.is_endless && !is_ending_);
  }

  // False as soon as the client goes.
  bool wait(int line, std::chrono::milliseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (!is_ending_ && std::chrono::steady_clock::now() < until) {
      pollfd gone{line, POLLRDHUP, 0};
      if (::poll(&gone, 1, static_cast<int>(std::min<std::int64_t>(limit.count(), 10))) > 0) return false;
    }
    return !is_ending_;
  }

  static bool send(int line, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t sent = ::send(line, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return false;
      at += static_cast<std::size_t>(sent);
    }
    return true;
  }

  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  Script script_ = [](const Asked&) { return ServerAnswer{.status = 404, .body = {}}; };
  std::vector<Asked> asked_;
  std::atomic<bool> is_ending_ = false;
  std::thread thread_;
};

}  // namespace bycatch
