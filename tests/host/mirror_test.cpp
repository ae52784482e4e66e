// The real `bycatch mirror` before a feed that `bycatch publish` made, asked word by word.
#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "answer.h"
#include "feed_desk.h"
#include "http_line.h"
#include "utc_time.h"

namespace bycatch {
namespace {

using nlohmann::json;

// 57 bits of hash a key: nothing makes them shorter.
std::string address_list(int count) {
  std::string list;
  for (int id = 0; id < count; ++id) list += "web\turl\thttps://pictures.example/" + std::to_string(id) + ".jpg\n";
  return list;
}

std::string today() {
  return utc_time_text(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

// A feed of today, with a base that is too large to be held in memory.
class Served {
 public:
  explicit Served(std::vector<std::string> more = {}) {
    desk.init();
    desk.add("faces-a", address_list(60'000));
    desk.build(today());
    start(std::move(more));
  }
  ~Served() {
    if (run_) stop();
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void start(std::vector<std::string> more) {
    std::vector<std::string> words = {
        "mirror", "--feed",       desk.feed().string(), "--listen", "127.0.0.1:0",
        "--json", "--access-log", desk.path("log"),     "--root",   desk.path("workshop/root.json")};
    words.insert(words.end(), more.begin(), more.end());
    run_.emplace(BYCATCH_BINARY, desk.path("home"), words, CommandRun::Options{});
    for (int tries = 0; port == 0 && tries < 6000; ++tries) {
      const std::string out = run_->out_so_far();
      if (out.ends_with('\n')) port = json::parse(out)["port"];
      if (port == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(port != 0);
  }
  // As systemd does it.
  Ended stop() {
    run_->kill(SIGTERM);
    const Ended ended = run_->wait();
    run_.reset();
    CHECK(ended.code == 0);
    return ended;
  }
  [[nodiscard]] const CommandRun& run() const { return *run_; }
  [[nodiscard]] int metric(const std::string& name) const {
    HttpLine line(port);
    const std::string metrics = line.get("/metrics").body;
    const std::size_t at = metrics.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stoi(metrics.substr(at + name.size() + 2));
  }
  [[nodiscard]] std::string base_path() const {
    return "/targets/packs/lists/" + desk.base_file("lists").filename().string();
  }
  [[nodiscard]] std::string base() const { return files_under(desk.feed()).at(base_path().substr(1)); }

  FeedDesk desk;
  std::uint16_t port = 0;

 private:
  std::optional<CommandRun> run_;
};

}  // namespace

TEST_CASE("mirror: a range is one of bytes, or none") {
  const auto range = [](std::string_view text, std::uint64_t size = 100) {
    const ByteRange read = parse_range(text, size);
    return read.is_outside ? std::string("outside")
           : read.is_there ? std::to_string(read.first) + "+" + std::to_string(read.length)
                           : std::string("none");
  };
  CHECK(range("bytes=0-0") == "0+1");
  CHECK(range("bytes=10-") == "10+90");
  CHECK(range("bytes=-10") == "90+10");
  CHECK(range("bytes=-1000") == "0+100");
  CHECK(range("bytes=90-1000") == "90+10");
  CHECK(range("bytes=100-") == "outside");
  CHECK(range("bytes=-0") == "outside");
  CHECK(range("bytes=0-", 0) == "outside");
  for (const char* none : {"", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=9-5", "bytes=a-b", "bytes=1-2,4-5",
                           "bytes=+1-2", "bytes= 1-2", "items=1-2", "bytes=18446744073709551616-"}) {
    CAPTURE(none);
    CHECK(range(none) == "none");
  }
}

TEST_CASE("mirror: every file of the feed is served as it is, on one connection, and nothing else") {
  Served served;
  const auto files = files_under(served.desk.feed());
  std::ofstream(served.desk.feed() / "metadata" / "9.targets.json") << "planted";
  std::ofstream(served.desk.feed() / "targets" / "planted") << "planted";
  std::filesystem::create_symlink("/etc/hostname", served.desk.feed() / "targets" / "link");
  HttpLine line(served.port);
  for (const auto& [name, contents] : files) {
    CAPTURE(name);
    const HttpReply reply = line.get("/" + name);
    CHECK(reply.status == 200);
    CHECK(reply.body == contents);
    CHECK(reply.fields.at("Cache-Control") ==
          (name.ends_with("timestamp.json") ? "no-cache" : "public, max-age=31536000, immutable"));
  }
  for (const char* path :
       {"/", "/metadata", "/metadata/", "/metadata/2.root.json", "/metadata/9.targets.json", "/targets/planted",
        "/targets/link", "/../publish.json", "/metadata/../../publish.json", "/%2e%2e/publish.json",
        "//metadata/1.root.json", "/metadata/1.root.json/", "/metadata/1%2eroot.json", "/metadata/1.root.json%00",
        "/targets/../metadata/1.root.json", "http://x/metadata/1.root.json", "*"}) {
    CAPTURE(path);
    CHECK(line.get(path).status == 404);
  }
  CHECK(line.get("/metadata/1.root.json?x=1").status == 200);
  line.send("DELETE /metadata/1.root.json HTTP/1.1\r\nHost: x\r\n\r\n");
  const HttpReply refused = line.receive();
  CHECK(refused.status == 405);
  CHECK(refused.fields.at("Allow") == "GET, HEAD");
}

TEST_CASE("mirror: conditions, ranges and heads are as HTTP has them") {
  Served served;
  const std::string base = served.base();
  REQUIRE(base.size() > ServedFile::kMaxHeldBytes);
  HttpLine line(served.port);
  for (const auto& [path, contents] :
       {std::pair(served.base_path(), base),
        std::pair(std::string("/metadata/1.root.json"), files_under(served.desk.feed()).at("metadata/1.root.json"))}) {
    CAPTURE(path);
    const std::string tag = line.get(path).fields.at("ETag");
    for (const std::string& same : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
      const HttpReply reply = line.get(path, "If-None-Match: " + same + "\r\n");
      CHECK(reply.status == 304);
      CHECK(reply.fields.at("ETag") == tag);
    }
    CHECK(line.get(path, "If-None-Match: \"other\"\r\n").status == 200);
    const std::string size = std::to_string(contents.size());
    const HttpReply part = line.get(path, "Range: bytes=10-19\r\n");
    CHECK(part.status == 206);
    CHECK(part.body == contents.substr(10, 10));
    CHECK(part.fields.at("Content-Range") == "bytes 10-19/" + size);
    const HttpReply rest = line.get(path, "Range: bytes=100-\r\nIf-Range: " + tag + "\r\n");
    CHECK(rest.status == 206);
    CHECK(rest.body == contents.substr(100));
    CHECK(line.get(path, "Range: bytes=-5\r\n").body == contents.substr(contents.size() - 5));
    CHECK(line.get(path, "Range: bytes=10-19\r\nIf-Range: \"other\"\r\n").body == contents);
    CHECK(line.get(path, "Range: bytes=0-1,4-5\r\n").body == contents);
    const HttpReply outside = line.get(path, "Range: bytes=" + size + "-\r\n");
    CHECK(outside.status == 416);
    CHECK(outside.fields.at("Content-Range") == "bytes */" + size);
    line.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    const HttpReply head = line.receive(false);
    CHECK(head.status == 200);
    CHECK(head.fields.at("Content-Length") == size);
  }
  HttpLine old(served.port);
  old.send("GET /metadata/timestamp.json HTTP/1.0\r\n\r\n");
  CHECK(old.receive().status == 200);
  CHECK(old.is_closed());
}

TEST_CASE("mirror: what is no request, or too much of one, is refused and ends the connection") {
  Served served({"--max-connections", "3"});
  for (const auto& [request, status] :
       {std::pair("nonsense\r\n\r\n", 400),
        std::pair("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", 413),
        std::pair("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 413)}) {
    CAPTURE(request);
    HttpLine line(served.port);
    line.send(request);
    CHECK(line.receive().status == status);
    CHECK(line.is_closed());
  }
  {
    HttpLine line(served.port);
    line.send("GET / HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n");
    CHECK(line.receive().status == 431);
  }
  std::vector<std::unique_ptr<HttpLine>> lines;
  while (lines.size() < 3) {  // those from before may not be gone yet
    auto line = std::make_unique<HttpLine>(served.port);
    if (line->get("/healthz").status == 200) lines.push_back(std::move(line));
  }
  HttpLine fourth(served.port);
  CHECK(fourth.receive(false).status == 503);
  CHECK(lines.front()->get("/healthz").body == "ok\n");
}

TEST_CASE("mirror: who is slow is let go, and who waits is not held for") {
  Served served({"--slow", "1", "--idle", "1"});
  HttpLine half(served.port);
  half.send("GET /metadata/timestamp.json HT");
  CHECK(half.is_closed());
  HttpLine idle(served.port);
  CHECK(idle.get("/healthz").status == 200);
  CHECK(idle.is_closed());
  // Asks for more than the system takes for it, and reads none of it.
  HttpLine greedy(served.port, 4096);
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += "GET " + served.base_path() + " HTTP/1.1\r\nHost: x\r\n\r\n";
  greedy.send(requests);
  while (served.metric("bycatch_mirror_connections_too_slow_total") < 2) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

TEST_CASE("mirror: log and metrics tell sums and kinds, not who asked nor for what") {
  Served served;
  {
    HttpLine line(served.port);
    line.get("/metadata/timestamp.json");
    line.get("/somebody/9000000000001.jpg?who=me");
    line.get(served.base_path());
    const std::string metrics = line.get("/metrics").body;
    CHECK(metrics.find("bycatch_mirror_answers_total{status=\"2xx\"} 2\n") != std::string::npos);
    CHECK(metrics.find("bycatch_mirror_answers_total{status=\"4xx\"} 1\n") != std::string::npos);
    CHECK(metrics.find("bycatch_mirror_feed_timestamp_version 1\n") != std::string::npos);
  }
  served.stop();
  std::ifstream file(served.desk.path("log"));
  const std::string log{std::istreambuf_iterator<char>(file), {}};
  CHECK(std::ranges::count(log, '\n') == 4);
  CHECK(log.find(" GET timestamp 200 ") != std::string::npos);
  CHECK(log.find(" GET other 404 ") != std::string::npos);
  CHECK(log.find(" GET base 200 " + std::to_string(served.base().size())) != std::string::npos);
  for (const char* never : {"127.0.0.1", "somebody", "9000000000001", "json", "segment"}) {
    CAPTURE(never);
    CHECK(log.find(never) == std::string::npos);
  }
}

TEST_CASE("mirror: a new state is taken over when it holds, and the old one goes on when it does not") {
  Served served;
  const auto timestamp = served.desk.feed() / "metadata" / "timestamp.json";
  const std::string old_base = served.base_path();
  const auto await = [&](const std::string& name, int value) {
    while (served.metric(name) != value) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  };
  const std::string good = files_under(served.desk.feed()).at("metadata/timestamp.json");
  std::ofstream(timestamp) << "{}";
  await("bycatch_mirror_reload_failures_total", 1);
  HttpLine line(served.port);
  CHECK(line.get("/metadata/timestamp.json").body == good);
  std::ofstream(timestamp) << good;
  served.desk.add("faces-a", address_list(60'500));
  served.desk.build(today());
  await("bycatch_mirror_feed_timestamp_version", 2);
  CHECK(line.get(served.base_path()).body == served.base());
  CHECK(line.get(old_base).status == 200);  // for who is at it
}

TEST_CASE("mirror: a feed that cannot be proven is not served") {
  FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 10));
  desk.build("2026-11-01T00:00:00Z");
  const auto code_of = [&](const std::string& root) {
    CommandRun run(BYCATCH_BINARY, desk.path("home"),
                   {"mirror", "--feed", desk.feed().string(), "--listen", "127.0.0.1:0", "--json", "--root", root}, {});
    const Ended ended = run.wait();
    CHECK(ended.code == 2);
    return json::parse(ended.out)["code"].get<std::string>();
  };
  CHECK(code_of(desk.path("workshop/root.json")) == "expired");
  desk.build(today());
  FeedDesk stranger;
  stranger.init();
  CHECK(code_of(stranger.path("workshop/root.json")) == "root_chain");
  const std::string base = desk.base_file("lists").string();
  std::filesystem::resize_file(base, std::filesystem::file_size(base) - 1);
  CHECK(code_of(desk.path("workshop/root.json")) == "truncated");
}

TEST_CASE("mirror: told to stop, it ends what is under way and lets go of who waits") {
  Served served;
  HttpLine waiting(served.port);
  CHECK(waiting.get("/healthz").status == 200);
  HttpLine reading(served.port);
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += "GET " + served.base_path() + " HTTP/1.1\r\nHost: x\r\n\r\n";
  reading.send(requests);
  const std::string base = served.base();
  CHECK(reading.receive().body == base);
  served.run().kill(SIGTERM);
  CHECK(waiting.is_closed());
  HttpReply last;
  for (HttpReply next = reading.receive(); next.status != 0; next = reading.receive()) last = next;
  CHECK((last.status == 0 || last.body == base));  // whole answers, and then no more
  served.stop();
}

TEST_CASE("mirror: TLS") {
  FeedDesk desk;
  const std::string make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
      "-keyout " +
      desk.path("tls.key") + " -out " + desk.path("tls.pem") + " 2>/dev/null";
  REQUIRE(std::system(make.c_str()) == 0);
  Served served({"--certificate", desk.path("tls.pem"), "--key", desk.path("tls.key")});
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  REQUIRE(SSL_CTX_load_verify_locations(context, desk.path("tls.pem").c_str(), nullptr) == 1);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  BIO* line = BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(line, ("127.0.0.1:" + std::to_string(served.port)).c_str());
  const std::string request = "GET " + served.base_path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  REQUIRE(BIO_write(line, request.data(), static_cast<int>(request.size())) == static_cast<int>(request.size()));
  std::string reply;
  char bytes[16384];
  for (int got = 0; (got = BIO_read(line, bytes, sizeof bytes)) > 0;)
    reply.append(bytes, static_cast<std::size_t>(got));
  CHECK(reply.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(reply.ends_with(served.base()));
  BIO_free_all(line);
  SSL_CTX_free(context);
  HttpLine plain(served.port);
  plain.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(plain.is_closed());
}

namespace {

void rotate_timestamp(const FeedDesk& desk) {
  const auto rotated = desk.rotate({"--role", "timestamp", "--root-key", desk.root_key(1)}, today());
  CHECK(rotated["published"] == true);
}

// A mirror of what another mirror serves.
class Copied {
 public:
  Copied(const FeedDesk& desk, std::uint16_t port) : root_(desk.path("workshop/root.json")), port_(port) {}

  [[nodiscard]] std::vector<std::string> words(std::vector<std::string> more) const {
    std::vector<std::string> words = {
        "mirror", "--feed", feed().string(), "--from", "http://127.0.0.1:" + std::to_string(port_) + "/",
        "--root", root_,    "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  CommandRun start(std::vector<std::string> more) const {
    return CommandRun(BYCATCH_BINARY, folder_.path() / "home", words(std::move(more)), {});
  }
  Ended pull() const { return start({"--pull"}).wait(); }
  json pulled() const {
    const Ended ended = pull();
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    return json::parse(ended.out);
  }
  std::string code() const {
    const Ended ended = pull();
    CHECK(ended.code == 2);
    return json::parse(ended.out)["code"];
  }
  [[nodiscard]] std::filesystem::path feed() const { return folder_.path() / "feed"; }
  // Without our own folder in it.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    auto files = files_under(feed());
    std::erase_if(files, [](const auto& file) { return file.first.starts_with(".copy/"); });
    return files;
  }
  void trust(std::string root) { root_ = std::move(root); }

 private:
  TempFolder folder_;
  std::string root_;
  std::uint16_t port_;
};

}  // namespace

TEST_CASE("mirror: a feed is brought here file for file, kept up with, mended, and served") {
  Served publisher;
  const Copied copy(publisher.desk, publisher.port);
  CHECK(copy.pulled()["files"] == 2);  // base and catalogue
  CHECK(copy.files() == files_under(publisher.desk.feed()));
  CHECK(copy.pulled()["files"] == 0);

  const std::string old_base = publisher.base_path().substr(1);
  rotate_timestamp(publisher.desk);
  publisher.desk.add("faces-a", address_list(60'500));
  publisher.desk.build(today());
  const auto at = publisher.desk.feed() / "metadata" / "timestamp.json";
  const int version = json::parse(files_under(at.parent_path()).at("timestamp.json"))["signed"]["version"];
  while (publisher.metric("bycatch_mirror_feed_timestamp_version") != version) std::this_thread::yield();
  CHECK(copy.pulled()["timestamp_version"] == version);
  auto files = copy.files();
  CHECK(files.contains(old_base));  // somebody may be at it
  CHECK(files.contains("metadata/2.root.json"));
  const std::string new_base = publisher.base_path().substr(1);
  std::filesystem::resize_file(copy.feed() / new_base, 100);
  std::ofstream(copy.feed() / "metadata" / "timestamp.json") << "{}";
  CHECK(copy.pulled()["files"] == 1);
  copy.pulled();
  files = copy.files();
  CHECK_FALSE(files.contains(old_base));
  CHECK(files.at(new_base) == files_under(publisher.desk.feed()).at(new_base));

  publisher.stop();
  CommandRun run = copy.start({"--listen", "127.0.0.1:0"});  // from what is here, since nobody answers
  std::uint16_t port = 0;
  while (port == 0) {
    const std::string out = run.out_so_far();
    if (out.ends_with('\n')) port = json::parse(out)["port"];
  }
  HttpLine line(port);
  CHECK(line.get("/" + new_base).body == files.at(new_base));
  CHECK(line.get("/.copy/metadata/anchor").status == 404);
  run.kill(SIGTERM);
  const Ended ended = run.wait();
  CHECK(ended.code == 0);
  CHECK(ended.err.find("the feed was not brought up to date: offline") != std::string::npos);
}

TEST_CASE("mirror: a publisher that is another, or not there, leaves nothing in the folder") {
  Served publisher;
  FeedDesk stranger;
  stranger.init();
  Copied copy(publisher.desk, publisher.port);
  copy.trust(stranger.path("workshop/root.json"));
  CHECK(copy.code() != "");
  CHECK(copy.files().empty());
  const Ended ended = copy.start({"--listen", "127.0.0.1:0"}).wait();
  CHECK(ended.code == 2);
  CHECK(copy.files().empty());
  copy.trust(publisher.desk.path("workshop/root.json"));
  CHECK(copy.pulled()["files"] == 2);
}

TEST_CASE("mirror: who trusts a later root has the earlier ones proven by it") {
  Served publisher;
  rotate_timestamp(publisher.desk);
  while (publisher.metric("bycatch_mirror_feed_timestamp_version") != 2) std::this_thread::yield();
  Copied copy(publisher.desk, publisher.port);
  copy.trust((publisher.desk.feed() / "metadata" / "2.root.json").string());
  copy.pulled();
  CHECK(copy.files() == files_under(publisher.desk.feed()));
}

TEST_CASE("mirror: N15 who cannot show a certificate that is trusted for this name is not read from") {
  FeedDesk desk;
  const auto make = [&](const std::string& name, const std::string& more) {
    const std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x " +
                                more + " -keyout " + desk.path(name + ".key") + " -out " + desk.path(name + ".pem") +
                                " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
  };
  make("right", "-days 2 -addext subjectAltName=IP:127.0.0.1");
  make("elsewhere", "-days 2 -addext subjectAltName=DNS:feed.example");
  for (const std::string name : {"right", "elsewhere"}) {
    Served publisher({"--certificate", desk.path(name + ".pem"), "--key", desk.path(name + ".key")});
    const TempFolder folder;
    const auto pull = [&](std::vector<std::string> more) {
      std::vector<std::string> words = {"mirror",
                                        "--feed",
                                        folder.path() / "feed",
                                        "--json",
                                        "--pull",
                                        "--from",
                                        "https://127.0.0.1:" + std::to_string(publisher.port) + "/",
                                        "--root",
                                        publisher.desk.path("workshop/root.json")};
      words.insert(words.end(), more.begin(), more.end());
      return CommandRun(BYCATCH_BINARY, folder.path(), words, {}).wait();
    };
    const Ended stranger = pull({});
    CHECK(stranger.code == 2);
    CHECK(json::parse(stranger.out)["code"] == "tls");
    const Ended trusted = pull({"--ca", desk.path(name + ".pem")});
    CHECK(trusted.code == (name == "right" ? 0 : 2));
    if (name != "right") CHECK(json::parse(trusted.out)["code"] == "tls");
  }
}

}  // namespace bycatch
