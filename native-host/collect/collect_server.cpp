#include "collect_server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <csignal>
#include <optional>

namespace bycatch {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using ErrorOf = boost::system::error_code;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::chrono::milliseconds kAcceptAgain{100};

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

auto into(ErrorOf& error) {
  return asio::redirect_error(asio::use_awaitable, error);
}

http::response<http::string_body> response_of(CollectAnswer answer, bool keeps_alive) {
  http::response<http::string_body> response;
  response.result(answer.status);
  response.version(11);
  response.keep_alive(keeps_alive);
  if (answer.status != 204) response.set(http::field::content_type, std::string(answer.type));
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  if (answer.status == 401) response.set(http::field::www_authenticate, "Basic realm=\"Bycatch counts\"");
  if (answer.status == 429 || answer.status == 503) response.set(http::field::retry_after, "60");
  response.body() = std::move(answer.body);
  response.prepare_payload();
  return response;
}

class Server {
 public:
  Server(const CollectServerRules& rules, CollectService& service)
      : rules_(rules), service_(service), acceptor_(io_), signals_(io_) {}
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Status open() {
    ErrorOf error;
    if (!rules_.certificate.empty()) {
      tls_.emplace(asio::ssl::context::tls_server);
      SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
      SSL_CTX_set_options(tls_->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
      tls_->use_certificate_chain_file(rules_.certificate.string(), error);
      if (!error) tls_->use_private_key_file(rules_.private_key.string(), asio::ssl::context::pem, error);
      if (error || SSL_CTX_check_private_key(tls_->native_handle()) != 1) {
        return fail(ErrorCode::bad_format, "certificate and key are not a pair, in PEM");
      }
    }
    const auto address = asio::ip::make_address(rules_.address, error);
    if (error) return fail(ErrorCode::bad_request, "the address is none");
    const Tcp::endpoint place(address, rules_.port);
    acceptor_.open(place.protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(place, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return {};
    const bool is_forbidden = error == asio::error::access_denied;
    return fail(error == asio::error::address_in_use ? ErrorCode::busy
                : is_forbidden                       ? ErrorCode::permission
                                                     : ErrorCode::io,
                "listen");
  }

  void run() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](ErrorOf error, int) {
      if (!error) io_.stop();
    });
    asio::co_spawn(io_, accept(), asio::detached);
    if (rules_.listening) rules_.listening(acceptor_.local_endpoint().port());
    io_.run();
  }

 private:
  asio::awaitable<void> accept() {
    for (;;) {
      ErrorOf error;
      Tcp::socket socket = co_await acceptor_.async_accept(into(error));
      if (error) {  // no file descriptor is left, say: that passes
        asio::steady_timer timer(io_, kAcceptAgain);
        co_await timer.async_wait(into(error));
      } else if (open_ < rules_.max_connections) {
        asio::co_spawn(io_, tls_ ? serve_tls(std::move(socket)) : serve_plain(std::move(socket)), asio::detached);
      }
    }
  }

  // A connection, for as long as it lasts.
  struct Seat {
    explicit Seat(std::size_t& open) : taken(open) { ++taken; }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat() { --taken; }
    std::size_t& taken;
  };

  asio::awaitable<void> serve_plain(Tcp::socket socket) {
    const Seat seat(open_);
    beast::tcp_stream stream(std::move(socket));
    co_await serve(stream, stream);
  }

  asio::awaitable<void> serve_tls(Tcp::socket socket) {
    const Seat seat(open_);
    TlsStream stream(beast::tcp_stream(std::move(socket)), *tls_);
    beast::get_lowest_layer(stream).expires_after(rules_.patience);
    ErrorOf error;
    co_await stream.async_handshake(asio::ssl::stream_base::server, into(error));
    if (error) co_return;
    co_await serve(stream, beast::get_lowest_layer(stream));
    co_await stream.async_shutdown(into(error));
  }

  template <class Stream>
  asio::awaitable<void> serve(Stream& stream, beast::tcp_stream& line) {
    beast::flat_buffer buffer(rules_.max_header_bytes + kMaxEventText);
    for (bool keeps_alive = true; keeps_alive;) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(static_cast<std::uint32_t>(rules_.max_header_bytes));
      parser.body_limit(kMaxEventText);
      line.expires_after(rules_.patience);
      ErrorOf error;
      co_await http::async_read(stream, buffer, parser, into(error));
      const unsigned status = status_of(error);
      if (error && status == 0) co_return;
      const auto& request = parser.get();
      keeps_alive = !error && request.keep_alive();
      auto response = response_of(error ? CollectAnswer{.status = status, .body = {}} : answer(request), keeps_alive);
      line.expires_after(rules_.patience);
      co_await http::async_write(stream, response, into(error));
      if (error) co_return;
    }
    ErrorOf ignored;
    line.socket().shutdown(Tcp::socket::shutdown_send, ignored);
  }

  CollectAnswer answer(const http::request<http::string_body>& request) {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return service_.answer({.method = view(request.method_string()),
                            .target = view(request.target()),
                            .authorization = view(request[http::field::authorization]),
                            .body = request.body()},
                           now, std::chrono::steady_clock::now());
  }

  // 0: the other end is gone, or says what is no HTTP at all.
  static unsigned status_of(const ErrorOf& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    const bool is_of_http = error.category() == http::make_error_code(http::error::bad_method).category();
    return is_of_http && error != http::error::end_of_stream && error != http::error::partial_message ? 400 : 0;
  }

  const CollectServerRules& rules_;
  CollectService& service_;
  asio::io_context io_{1};
  Tcp::acceptor acceptor_;
  asio::signal_set signals_;
  std::optional<asio::ssl::context> tls_;
  std::size_t open_ = 0;
};

}  // namespace

Status serve_counts(const CollectServerRules& rules, CollectService& service) {
  Server server(rules, service);
  const Status opened = server.open();
  if (opened) server.run();
  return opened;
}

}  // namespace bycatch
