#include "mirror_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <future>
#include <list>
#include <optional>
#include <thread>
#include <vector>

#include "answer.h"
#include "file_send.h"
#include "mirror_counts.h"
#include "utc_time.h"

namespace bycatch {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Tcp = asio::ip::tcp;
using TlsStream = asio::ssl::stream<Tcp::socket>;
using ErrorOf = boost::system::error_code;

constexpr std::chrono::milliseconds kSweep{250};
constexpr std::chrono::milliseconds kAcceptAgain{100};
constexpr std::chrono::seconds kLinger{2};
constexpr std::size_t kTlsPiece = 64 << 10;
constexpr std::size_t kPlainPiece = 1 << 20;
constexpr std::size_t kPiecesInTurn = 4;  // then others have their turn
constexpr std::size_t kBufferBytes = 4 << 10;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::chrono::sys_seconds wall_clock() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// What all connections share.
struct Hub {
  MirrorRules rules;
  MirrorCounts counts;
  std::atomic<std::shared_ptr<const FeedTable>> table;
  std::atomic<bool> is_stopping = false;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  virtual void sweep(Clock::time_point now) = 0;
  virtual void stop() = 0;  // unless it is answering
};

// One connection; lives as long as something is under way on it.
template <class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  static constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

  template <class... Arguments>
  explicit Session(Hub& hub, Arguments&&... arguments)
      : hub_(hub), stream_(std::forward<Arguments>(arguments)...), buffer_(hub.rules.max_header_bytes + kBufferBytes) {
    ++hub_.counts.accepted;
  }
  ~Session() override { --hub_.counts.open; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start() override {
    ErrorOf ignored;
    socket().set_option(Tcp::no_delay(true), ignored);
    socket().native_non_blocking(true, ignored);
    await(hub_.rules.header);
    if constexpr (kIsTls) {
      stream_.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](ErrorOf error) {
        error ? self->close() : self->read();
      });
    } else {
      read();
    }
  }

  void sweep(Clock::time_point now) override {
    const auto& rules = hub_.rules;
    if (is_sending_ && now - mark_ > rules.slow) {
      const bool is_slow = sent_ - marked_ < rules.slow_bytes * static_cast<std::uint64_t>(rules.slow.count());
      mark_ = now;
      marked_ = sent_;
      if (is_slow) deadline_ = now;
    }
    if (now < deadline_) return;
    if (is_sending_ || !has_answered_) ++hub_.counts.too_slow;
    close();
  }

  void stop() override {
    if (is_reading_) close();
  }

 private:
  Tcp::socket& socket() {
    if constexpr (kIsTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  void await(Clock::duration time) { deadline_ = Clock::now() + time; }

  void close() {
    ErrorOf ignored;
    socket().close(ignored);
  }

  void read() {
    if (hub_.is_stopping) return end();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(hub_.rules.max_header_bytes));
    parser_->body_limit(0);
    is_reading_ = true;
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = this->shared_from_this()](ErrorOf error, std::size_t) { self->take(error); });
  }

  void take(ErrorOf error) {
    is_reading_ = false;
    begun_ = Clock::now();
    if (error) {
      const unsigned status = status_of(error);
      return status == 0 ? close() : send(refusal(status, wall_clock()), "other", false);
    }
    const auto& request = parser_->get();
    const bool has_body = !parser_->is_done();
    const bool keeps_alive = request.keep_alive() && !has_body && !hub_.is_stopping;
    const std::string_view method = view(request.method_string());
    if (has_body) return send(refusal(413, wall_clock()), "other", false);
    const MirrorRequest asked{.method = method,
                              .target = view(request.target()),
                              .if_none_match = view(request[http::field::if_none_match]),
                              .range = view(request[http::field::range]),
                              .if_range = view(request[http::field::if_range]),
                              .keeps_alive = keeps_alive,
                              .is_http10 = request.version() == 10};
    const MirrorState state{.table = hub_.table.load(),
                            .now = wall_clock(),
                            .metrics = asked.target == "/metrics" ? hub_.counts.text() : std::string()};
    send(answer(asked, state), method == "GET" ? "GET" : method == "HEAD" ? "HEAD" : "other", keeps_alive);
  }

  // 0: the other end is gone, or says what is no HTTP at all.
  static unsigned status_of(ErrorOf error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    const bool is_of_http = error.category() == http::make_error_code(http::error::bad_method).category();
    return is_of_http && error != http::error::end_of_stream && error != http::error::partial_message ? 400 : 0;
  }

  void send(MirrorAnswer answer, std::string_view method, bool keeps_alive) {
    answer_ = std::move(answer);
    method_ = method;
    keeps_alive_ = keeps_alive;
    sent_ = marked_ = 0;
    is_sending_ = true;
    mark_ = begun_;
    deadline_ = Clock::time_point::max();
    const bool is_whole = answer_.file == nullptr || !answer_.file->file.is_open();
    const std::string_view body = answer_.file == nullptr ? std::string_view(answer_.body)
                                  : is_whole
                                      ? std::string_view(answer_.file->contents).substr(answer_.first, answer_.length)
                                      : std::string_view();
    const std::array<asio::const_buffer, 2> pieces = {asio::buffer(answer_.head),
                                                      asio::buffer(body.data(), body.size())};
    asio::async_write(stream_, pieces,
                      [self = this->shared_from_this(), is_whole, length = body.size()](ErrorOf error, std::size_t) {
                        if (error) return self->lose();
                        self->sent_ += length;
                        is_whole ? self->finish() : self->send_file_bytes();
                      });
  }

  void send_file_bytes() {
    if constexpr (kIsTls) {
      send_piece();
    } else {
      send_pieces();
    }
  }

  [[nodiscard]] std::uint64_t left() const { return answer_.length - sent_; }

  // From the file to the socket by the system alone.
  void send_pieces() {
    for (std::size_t turn = 0; left() != 0; ++turn) {
      if (turn == kPiecesInTurn) {
        return asio::post(stream_.get_executor(), [self = this->shared_from_this()] { self->send_pieces(); });
      }
      const auto sent = send_file(socket().native_handle(), answer_.file->file, answer_.first + sent_,
                                  std::min<std::uint64_t>(left(), kPlainPiece));
      if (!sent && sent.error().code == ErrorCode::busy) {
        return socket().async_wait(Tcp::socket::wait_write, [self = this->shared_from_this()](ErrorOf error) {
          error ? self->lose() : self->send_pieces();
        });
      }
      if (!sent || *sent == 0) return lose();  // the file was cut short: what was promised cannot be kept
      sent_ += *sent;
    }
    finish();
  }

  void send_piece() {
    piece_.resize(kTlsPiece);
    const std::size_t wanted = std::min<std::uint64_t>(left(), piece_.size());
    const ssize_t got =
        ::pread(answer_.file->file.get(), piece_.data(), wanted, static_cast<off_t>(answer_.first + sent_));
    if (got <= 0) return lose();
    asio::async_write(stream_, asio::buffer(piece_.data(), static_cast<std::size_t>(got)),
                      [self = this->shared_from_this()](ErrorOf error, std::size_t size) {
                        if (error) return self->lose();
                        self->sent_ += size;
                        self->left() == 0 ? self->finish() : self->send_piece();
                      });
  }

  void lose() {
    note();
    close();
  }

  void finish() {
    note();
    answer_ = MirrorAnswer();
    has_answered_ = true;
    await(hub_.rules.idle);
    keeps_alive_ && !hub_.is_stopping ? read() : end();
  }

  void note() {
    is_sending_ = false;
    ++hub_.counts.answers.at(std::min<std::size_t>(answer_.status / 100, 5));
    hub_.counts.sent_bytes += sent_;
    if (!hub_.rules.log) return;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_);
    hub_.rules.log(utc_time_text(wall_clock()) + " " + std::string(method_) + " " + answer_.what + " " +
                   std::to_string(answer_.status) + " " + std::to_string(sent_) + " " + std::to_string(took.count()));
  }

  // Says that nothing more comes, and lets the other end hear it before the connection goes.
  void end() {
    await(kLinger);
    has_answered_ = true;
    if constexpr (kIsTls) {
      stream_.async_shutdown([self = this->shared_from_this()](ErrorOf) { self->close(); });
    } else {
      ErrorOf error;
      socket().shutdown(Tcp::socket::shutdown_send, error);
      error ? close() : discard();
    }
  }

  void discard() {
    piece_.resize(kBufferBytes);
    stream_.async_read_some(asio::buffer(piece_), [self = this->shared_from_this()](ErrorOf error, std::size_t) {
      error ? self->close() : self->discard();
    });
  }

  Hub& hub_;
  Stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::empty_body>> parser_;
  MirrorAnswer answer_;
  std::string_view method_;  // of ours
  std::vector<char> piece_;
  Clock::time_point deadline_;
  Clock::time_point begun_;
  Clock::time_point mark_;
  std::uint64_t sent_ = 0;  // bytes of the body
  std::uint64_t marked_ = 0;
  bool keeps_alive_ = false;
  bool is_reading_ = false;
  bool is_sending_ = false;
  bool has_answered_ = false;
};

// One thread and its connections.
class Worker {
 public:
  explicit Worker(Hub& hub) : hub_(hub), timer_(io_), work_(asio::make_work_guard(io_)) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  [[nodiscard]] asio::io_context& io() { return io_; }

  // From any thread.
  void adopt(Tcp::socket socket, asio::ssl::context* tls) {
    asio::post(io_, [this, tls, held = std::make_shared<Tcp::socket>(std::move(socket))] {
      std::shared_ptr<Connection> connection;
      if (tls == nullptr) {
        connection = std::make_shared<Session<Tcp::socket>>(hub_, std::move(*held));
      } else {
        connection = std::make_shared<Session<TlsStream>>(hub_, std::move(*held), *tls);
      }
      connections_.push_back(connection);
      connection->start();
    });
  }

  void run() {
    wait();
    io_.run();
  }

  void stop() {
    asio::post(io_, [this] {
      stop_at_ = Clock::now() + hub_.rules.stop;
      for (const auto& connection : connections_) {
        if (const auto held = connection.lock()) held->stop();
      }
    });
  }

 private:
  void wait() {
    timer_.expires_after(kSweep);
    timer_.async_wait([this](ErrorOf) {
      sweep();
      const bool is_over = stop_at_ && (connections_.empty() || Clock::now() > *stop_at_);
      is_over ? io_.stop() : wait();
    });
  }

  void sweep() {
    const auto now = Clock::now();
    for (auto at = connections_.begin(); at != connections_.end();) {
      const auto connection = at->lock();
      if (connection == nullptr) {
        at = connections_.erase(at);
      } else {
        connection->sweep(now);
        ++at;
      }
    }
  }

  Hub& hub_;
  asio::io_context io_{1};
  asio::steady_timer timer_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::list<std::weak_ptr<Connection>> connections_;
  std::optional<Clock::time_point> stop_at_;
};

// What tells that a file is another one.
struct FileStamp {
  static FileStamp of(const std::filesystem::path& file) {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0) return {};
    return {about.st_ino, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
  }
  bool operator==(const FileStamp&) const = default;

  ino_t inode = 0;
  off_t size = 0;
  time_t seconds = 0;
  long nanoseconds = 0;
};

std::unexpected<Error> listen_failed(ErrorOf error) {
  const bool is_taken = error == asio::error::address_in_use;
  const bool is_forbidden = error == asio::error::access_denied;
  return fail(is_taken ? ErrorCode::busy : is_forbidden ? ErrorCode::permission : ErrorCode::io, "listen");
}

}  // namespace

class MirrorServer::Impl {
 public:
  explicit Impl(MirrorRules rules) : signals_(main_), retry_(main_), watch_(main_), acceptor_(main_) {
    hub_.rules = std::move(rules);
    for (unsigned i = 0; i < std::max(1U, hub_.rules.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(hub_));
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Status open() {
    stamp_ = FileStamp::of(timestamp_file());
    auto table = FeedTable::load(hub_.rules.feed, hub_.rules.root, wall_clock(), nullptr);
    if (!table) return std::unexpected(table.error());
    hub_.table = std::move(*table);
    const Status ready = open_tls();
    return ready ? listen() : ready;
  }

  [[nodiscard]] std::uint16_t port() const {
    ErrorOf error;
    return acceptor_.local_endpoint(error).port();
  }

  void run() {
    ErrorOf ignored;
    signals_.add(SIGTERM, ignored);
    signals_.add(SIGINT, ignored);
    signals_.async_wait([this](ErrorOf error, int) {
      if (!error) stop();
    });
    accept();
    watch();
    std::vector<std::jthread> threads;
    threads.reserve(workers_.size());
    for (const auto& worker : workers_) threads.emplace_back([&worker] { worker->run(); });
    main_.run();
  }

 private:
  [[nodiscard]] std::filesystem::path timestamp_file() const { return hub_.rules.feed / "metadata" / "timestamp.json"; }

  Status open_tls() {
    if (hub_.rules.certificate.empty()) return {};
    ErrorOf error;
    tls_.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_options(tls_->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    tls_->use_certificate_chain_file(hub_.rules.certificate.string(), error);
    if (!error) tls_->use_private_key_file(hub_.rules.private_key.string(), asio::ssl::context::pem, error);
    const bool fits = !error && SSL_CTX_check_private_key(tls_->native_handle()) == 1;
    return fits ? Status() : fail(ErrorCode::bad_format, "certificate and key are not a pair, in PEM");
  }

  Status listen() {
    ErrorOf error;
    const auto address = asio::ip::make_address(hub_.rules.address, error);
    if (error) return fail(ErrorCode::bad_request, "the address is none");
    const Tcp::endpoint place(address, hub_.rules.port);
    acceptor_.open(place.protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(place, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    return error ? listen_failed(error) : Status();
  }

  void accept() {
    Worker& worker = *workers_[next_++ % workers_.size()];
    acceptor_.async_accept(worker.io(), [this, &worker](ErrorOf error, Tcp::socket socket) {
      if (hub_.is_stopping || error == asio::error::operation_aborted) return;
      if (error) return accept_later();
      take(std::move(socket), worker);
      accept();
    });
  }

  // No file descriptor is left, say: that passes.
  void accept_later() {
    retry_.expires_after(kAcceptAgain);
    retry_.async_wait([this](ErrorOf error) {
      if (!error) accept();
    });
  }

  void take(Tcp::socket socket, Worker& worker) {
    if (++hub_.counts.open > static_cast<std::int64_t>(hub_.rules.max_connections)) {
      --hub_.counts.open;
      ++hub_.counts.refused;
      ErrorOf ignored;
      socket.non_blocking(true, ignored);
      if (!tls_) socket.write_some(asio::buffer(refusal(503, wall_clock()).head), ignored);
      return;
    }
    worker.adopt(std::move(socket), tls_ ? &*tls_ : nullptr);
  }

  void watch() {
    watch_.expires_after(hub_.rules.reload);
    watch_.async_wait([this](ErrorOf error) {
      if (error) return;
      reload();
      watch();
    });
  }

  // Beside the answers: a new base takes a while to hash.
  void reload() {
    if (loading_.valid()) {
      if (loading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
      if (auto table = loading_.get()) {
        hub_.table = std::move(*table);
      } else {
        ++hub_.counts.reload_failures;
        if (hub_.rules.complain) hub_.rules.complain(table.error());
      }
    }
    const FileStamp now = FileStamp::of(timestamp_file());
    if (now == stamp_) return;
    stamp_ = now;
    loading_ = std::async(std::launch::async, [this] {
      return FeedTable::load(hub_.rules.feed, hub_.rules.root, wall_clock(), hub_.table.load());
    });
  }

  void stop() {
    hub_.is_stopping = true;
    ErrorOf ignored;
    acceptor_.close(ignored);
    watch_.cancel();
    retry_.cancel();
    for (const auto& worker : workers_) worker->stop();
  }

  Hub hub_;
  asio::io_context main_{1};
  asio::signal_set signals_;
  asio::steady_timer retry_;
  asio::steady_timer watch_;
  Tcp::acceptor acceptor_;
  std::optional<asio::ssl::context> tls_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::size_t next_ = 0;
  FileStamp stamp_;
  std::future<Result<std::shared_ptr<const FeedTable>>> loading_;
};

MirrorServer::MirrorServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MirrorServer::~MirrorServer() = default;

Result<std::unique_ptr<MirrorServer>> MirrorServer::open(MirrorRules rules) {
  auto impl = std::make_unique<Impl>(std::move(rules));
  const Status opened = impl->open();
  if (!opened) return std::unexpected(opened.error());
  return std::unique_ptr<MirrorServer>(new MirrorServer(std::move(impl)));
}

std::uint16_t MirrorServer::port() const {
  return impl_->port();
}

void MirrorServer::run() {
  impl_->run();
}

}  // namespace bycatch
