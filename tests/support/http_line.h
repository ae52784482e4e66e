// One connection to a server on this machine, for requests word by word.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

namespace bycatch {

struct HttpReply {
  int status = 0;  // 0: the connection ended
  std::map<std::string, std::string> fields;
  std::string body;
};

class HttpLine {
 public:
  explicit HttpLine(std::uint16_t port, int receive_bytes = 0)
      : line_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_bytes != 0) ::setsockopt(line_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(line_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(line_);
      throw std::runtime_error("no connection");
    }
  }
  HttpLine(const HttpLine&) = delete;
  HttpLine& operator=(const HttpLine&) = delete;
  ~HttpLine() { ::close(line_); }

  void send(const std::string& bytes) const {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t sent = ::send(line_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  // The next answer; that to a HEAD has no body.
  HttpReply receive(bool has_body = true) {
    HttpReply reply;
    while (held_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return reply;
    }
    const std::size_t end = held_.find("\r\n\r\n") + 4;
    const std::string head = held_.substr(0, end);
    held_.erase(0, end);
    reply.status = std::stoi(head.substr(head.find(' ') + 1));
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
      const std::size_t line_end = head.find("\r\n", at);
      const std::size_t colon = head.find(": ", at);
      reply.fields[head.substr(at, colon - at)] = head.substr(colon + 2, line_end - colon - 2);
      at = line_end + 2;
    }
    const bool has_length = has_body && reply.fields.contains("Content-Length");
    const std::size_t length = has_length ? std::stoul(reply.fields["Content-Length"]) : 0;
    while (held_.size() < length) {
      if (!more()) return {};
    }
    reply.body = held_.substr(0, length);
    held_.erase(0, length);
    return reply;
  }

  HttpReply get(const std::string& path, const std::string& fields = "") {
    send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    return receive();
  }

  // Whether the other end has closed, waiting for it.
  bool is_closed() {
    while (more()) held_.clear();
    return true;
  }

 private:
  bool more() {
    char bytes[65536];
    const ssize_t got = ::recv(line_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    held_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int line_;
  std::string held_;
};

}  // namespace bycatch
