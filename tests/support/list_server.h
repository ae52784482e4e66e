// An HTTP server on this machine that gives out lists, well or badly.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bycatch {

class ListServer {
 public:
  struct Page {
    std::string body;
    int status = 200;
    std::optional<std::size_t> cut_after = {};  // bytes of the body, and then the line goes dead
    std::chrono::milliseconds pause{0};         // between pieces of piece_bytes
    std::size_t piece_bytes = 4096;
    bool has_ranges = true;
    std::string location = {};
  };

  ListServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("no port");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ListServer(const ListServer&) = delete;
  ListServer& operator=(const ListServer&) = delete;
  ~ListServer() {
    is_ending_ = true;
    thread_.join();
    ::close(listener_);
  }

  void put(const std::string& path, Page page) {
    const std::lock_guard lock(mutex_);
    pages_[path] = std::move(page);
  }
  [[nodiscard]] std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  // Where each request so far began in its page.
  [[nodiscard]] std::vector<std::size_t> starts() const {
    const std::lock_guard lock(mutex_);
    return starts_;
  }

 private:
  void serve() {
    while (!is_ending_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int line = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (line < 0) continue;
      answer(line);
      ::close(line);
    }
  }

  void answer(int line) {
    std::string request;
    for (char bytes[4096]; request.find("\r\n\r\n") == std::string::npos;) {
      const ssize_t got = ::recv(line, bytes, sizeof bytes, 0);
      if (got <= 0) return;
      request.append(bytes, static_cast<std::size_t>(got));
      if (!request.starts_with("GET ")) return;
    }
    const std::size_t path = request.find(' ') + 1;
    Page page{.body = "", .status = 404};
    std::size_t start = 0;
    {
      const std::lock_guard lock(mutex_);
      const auto found = pages_.find(request.substr(path, request.find(' ', path) - path));
      if (found != pages_.end()) page = found->second;
      const std::size_t range = request.find("Range: bytes=");
      if (range != std::string::npos && page.has_ranges) start = std::stoul(request.substr(range + 13));
      starts_.push_back(start);
    }
    if (start > 0) page.status = start < page.body.size() ? 206 : 416;
    const std::string rest = page.body.substr(std::min(start, page.body.size()));
    std::string head = "HTTP/1.1 " + std::to_string(page.status) +
                       " x\r\nConnection: close\r\nContent-Length: " + std::to_string(rest.size()) + "\r\n";
    if (page.status == 206) {
      head += "Content-Range: bytes " + std::to_string(start) + "-" + std::to_string(page.body.size() - 1) + "/" +
              std::to_string(page.body.size()) + "\r\n";
    }
    if (!page.location.empty()) head += "Location: " + page.location + "\r\n";
    send(line, head + "\r\n");
    const std::size_t end = std::min(rest.size(), page.cut_after.value_or(rest.size()));
    for (std::size_t at = 0; at < end && !is_ending_; at += page.piece_bytes) {
      send(line, rest.substr(at, std::min(page.piece_bytes, end - at)));
      for (auto left = page.pause; left.count() > 0 && !is_ending_; left -= std::chrono::milliseconds(10)) {
        std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(left, std::chrono::milliseconds(10)));
      }
    }
  }

  static void send(int line, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t sent = ::send(line, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, Page> pages_;
  std::vector<std::size_t> starts_;
  std::atomic<bool> is_ending_ = false;
  std::thread thread_;
};

}  // namespace bycatch
