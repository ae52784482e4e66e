// Files from a server that does what servers, caches and guest networks do.
#include "http_source.h"

#include <doctest/doctest.h>

#include <fstream>

#include "feed_hash.h"
#include "payload.h"
#include "scripted_server.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

HttpRules quick_rules() {
  HttpRules rules;
  rules.connect = milliseconds(2000);
  rules.stalled = milliseconds(700);
  return rules;
}

std::string counted(std::size_t bytes) {
  std::string text;
  for (int line = 0; text.size() < bytes; ++line) text += std::to_string(line) + "\n";
  text.resize(bytes);
  return text;
}

// Loads one payload of this body, as long as it takes, and keeps the part in between.
struct Loading {
  ScriptedServer server;
  TempFolder folder;
  std::string body = counted(200'000);
  HttpRules rules = quick_rules();
  std::vector<milliseconds> pauses;
  std::optional<std::chrono::seconds> asked_wait;

  [[nodiscard]] fs::path file() const { return folder.path() / "part"; }
  [[nodiscard]] std::uint64_t held() const {
    std::error_code error;
    const auto size = fs::file_size(file(), error);
    return error ? 0 : size;
  }
  Result<std::unique_ptr<HttpSource>> open() {
    return HttpSource::open(server.url(), rules, [this](milliseconds wait) { pauses.push_back(wait); });
  }
  Status load() {
    auto source = open();
    const FeedHashes hashes = {{"sha256", sha256_hex(body)}};
    const Status loaded = load_payload(**source, {"file", body.size(), hashes}, file(), [](std::uint64_t) {});
    asked_wait = (*source)->asked_wait();
    return loaded;
  }
  ErrorCode code() {
    const Status loaded = load();
    return loaded ? ErrorCode::internal : loaded.error().code;
  }
  // As a good server would, with ranges.
  [[nodiscard]] ServerAnswer good(const Asked& asked, const std::string& etag = "\"1\"") const {
    const std::string range = asked.header("Range");
    const std::string condition = asked.header("If-Range");
    if (range.empty() || (!condition.empty() && condition != etag)) return {.body = body, .headers = {"ETag: " + etag}};
    const std::size_t at = std::stoul(range.substr(6));
    if (at >= body.size()) return {.status = 416, .body = {}};
    return {.status = 206,
            .body = body.substr(at),
            .headers = {"ETag: " + etag, "Content-Range: bytes " + std::to_string(at) + "-" +
                                             std::to_string(body.size() - 1) + "/" + std::to_string(body.size())}};
  }
  void heal() {
    server.play([this](const Asked& asked) { return good(asked); });
    CHECK(load().has_value());
    CHECK(held() == body.size());
  }
};

}  // namespace

TEST_CASE("sync http: a line that goes dead anywhere is gone on with from there") {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{4095}, std::size_t{100'000}, std::size_t{199'999}}) {
    CAPTURE(cut);
    Loading loading;
    bool is_cut = true;
    loading.server.play([&](const Asked& asked) {
      ServerAnswer answer = loading.good(asked);
      if (is_cut && asked.header("Range").empty()) answer.cut_after = cut;
      if (is_cut && !asked.header("Range").empty()) answer = {.status = 404, .body = {}};
      return answer;
    });
    CHECK(loading.code() == ErrorCode::not_found);
    CHECK(loading.held() == cut);
    is_cut = false;
    loading.heal();
    CHECK(loading.server.asked().front().header("Range") == "bytes=" + std::to_string(cut) + "-");
    CHECK(loading.server.asked().front().header("If-Range") == "\"1\"");
  }
}

TEST_CASE("sync http: a server that ignores the range, or goes on at another place, spoils nothing") {
  for (const int kind : {0, 1, 2, 3}) {
    CAPTURE(kind);
    Loading loading;
    loading.server.play([&](const Asked&) { return ServerAnswer{.body = loading.body, .cut_after = 5000}; });
    CHECK(loading.code() == ErrorCode::truncated);
    REQUIRE(loading.held() > 0);
    loading.server.play([&](const Asked& asked) {
      if (kind == 0 || asked.header("Range").empty()) return ServerAnswer{.body = loading.body};
      const std::string size = std::to_string(loading.body.size());
      const std::string said = kind == 1 ? "bytes 0-9/" + size : kind == 2 ? "bytes 5000-199999/7" : "bytes */" + size;
      return ServerAnswer{.status = 206, .body = loading.body.substr(10), .headers = {"Content-Range: " + said}};
    });
    CHECK(loading.load().has_value());
    CHECK(loading.held() == loading.body.size());
  }
}

TEST_CASE("sync http: a file that is another between its two halves is begun anew") {
  for (const bool has_etag : {true, false}) {
    CAPTURE(has_etag);
    Loading loading;
    const std::string other(loading.body.size(), 'x');
    loading.server.play([&](const Asked&) {
      return ServerAnswer{.body = other,
                          .headers = has_etag ? std::vector<std::string>{"ETag: \"0\""} : std::vector<std::string>(),
                          .cut_after = 5000};
    });
    static_cast<void>(loading.load());
    loading.heal();
  }
}

TEST_CASE("sync http: a part as long as the file or longer") {
  for (const std::size_t more : {0U, 7U}) {
    Loading loading;
    std::ofstream(loading.file(), std::ios::binary) << std::string(loading.body.size() + more, 'x');
    loading.heal();
  }
}

TEST_CASE("sync http: wrong bytes of the right length, once from a cache, for ever") {
  Loading loading;
  const std::string wrong(loading.body.size(), 'x');
  loading.server.play([&](const Asked& asked) {
    return ServerAnswer{.body = asked.header("Cache-Control") == "no-cache" ? loading.body : wrong};
  });
  CHECK(loading.load().has_value());
  fs::remove(loading.file());
  loading.server.play([&](const Asked&) { return ServerAnswer{.body = wrong}; });
  CHECK(loading.code() == ErrorCode::hash_mismatch);
  CHECK(loading.server.asked().size() == 2);
  CHECK_FALSE(fs::exists(loading.file()));
  loading.heal();
}

TEST_CASE("sync http: shorter and longer than was signed, with and without a length, without an end") {
  const auto code_of = [](const ServerAnswer& answer) {
    Loading loading;
    loading.server.play([&](const Asked&) { return answer; });
    const ErrorCode code = loading.code();
    CHECK(loading.held() <= loading.body.size());
    loading.heal();
    return code;
  };
  const std::string body = counted(200'000);
  CHECK(code_of({.body = body.substr(1)}) == ErrorCode::truncated);
  CHECK(code_of({.body = body.substr(1), .says_length = false}) == ErrorCode::truncated);
  CHECK(code_of({.body = body, .said_length = body.size() + 9}) == ErrorCode::truncated);
  CHECK(code_of({.body = body + "x"}) == ErrorCode::too_large);
  CHECK(code_of({.body = body + "x", .says_length = false}) == ErrorCode::too_large);
  CHECK(code_of({.body = body, .is_endless = true}) == ErrorCode::too_large);
}

TEST_CASE("sync http: a small file without a signed length stops at its cap") {
  Loading loading;
  loading.server.play([&](const Asked&) { return ServerAnswer{.body = std::string(4096, '{'), .is_endless = true}; });
  const auto read = (*loading.open())->read("timestamp.json", 16 << 10, false);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::too_large);
}

TEST_CASE("sync http: an encoded answer is refused, never decoded") {
  Loading loading;
  loading.server.play([&](const Asked& asked) {
    CHECK(asked.header("Accept-Encoding").empty());
    return ServerAnswer{.body = loading.body, .headers = {"Content-Encoding: gzip"}};
  });
  CHECK(loading.code() == ErrorCode::bad_format);
  loading.heal();
}

TEST_CASE("sync http: a guest network's page in place of a file") {
  for (const std::size_t bytes : {std::size_t{900}, std::size_t{300'000}}) {
    Loading loading;
    loading.server.play([&](const Asked&) {
      return ServerAnswer{.body = std::string(bytes, ' '), .headers = {"Content-Type: text/html; charset=utf-8"}};
    });
    CHECK(loading.code() == ErrorCode::not_a_feed);
    CHECK_FALSE(fs::exists(loading.file()));
    loading.heal();
  }
}

TEST_CASE("sync http: redirections lead nowhere but to the same server, once") {
  const auto code_of = [](const std::string& to) {
    Loading loading;
    loading.server.play(
        [&](const Asked&) { return ServerAnswer{.status = 302, .body = {}, .headers = {"Location: " + to}}; });
    const ErrorCode code = loading.code();
    CHECK(loading.server.asked().size() <= 2);
    return code;
  };
  CHECK(code_of("http://login.example/") == ErrorCode::not_a_feed);
  CHECK(code_of("https://127.0.0.1:1/") == ErrorCode::tls);
  CHECK(code_of("/again") == ErrorCode::http_status);
  Loading loading;
  loading.server.play([&](const Asked& asked) {
    return asked.path == "/file" ? ServerAnswer{.status = 301, .body = {}, .headers = {"Location: /moved"}}
                                 : loading.good(asked);
  });
  CHECK(loading.load().has_value());
}

TEST_CASE("sync http: a server in trouble by chance is asked again, later each time; a clear no is not") {
  Loading loading;
  int count = 0;
  loading.server.play([&](const Asked& asked) {
    return count++ % 2 == 0 ? ServerAnswer{.status = count % 3 == 0 ? 408 : 500, .body = {}} : loading.good(asked);
  });
  CHECK(loading.load().has_value());
  CHECK(loading.pauses.size() == 1);
  fs::remove(loading.file());
  loading.pauses.clear();
  loading.server.play([&](const Asked&) { return ServerAnswer{.status = 500, .body = "oh no"}; });
  CHECK(loading.code() == ErrorCode::http_status);
  REQUIRE(loading.pauses.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(loading.pauses[i] >= milliseconds(100) * (1 << i));
    CHECK(loading.pauses[i] <= milliseconds(300) * (1 << i));
  }
  loading.pauses.clear();
  for (const int status : {511, 401, 400}) {
    loading.server.play([&](const Asked&) { return ServerAnswer{.status = status, .body = {}}; });
    CHECK(loading.code() == ErrorCode::http_status);
  }
  CHECK(loading.pauses.empty());
  loading.heal();
}

TEST_CASE("sync http: who is asked to wait does not ask again in this run") {
  Loading loading;
  loading.server.play(
      [&](const Asked&) { return ServerAnswer{.status = 503, .body = {}, .headers = {"Retry-After: 120"}}; });
  CHECK(loading.code() == ErrorCode::http_status);
  CHECK(loading.server.asked().size() == 1);
  CHECK(loading.asked_wait == std::chrono::seconds(120));
  loading.server.play(
      [&](const Asked&) { return ServerAnswer{.status = 429, .body = {}, .headers = {"Retry-After: 99999999"}}; });
  CHECK(loading.code() == ErrorCode::http_status);
  CHECK(loading.asked_wait == std::chrono::hours(24));
}

TEST_CASE("sync http: nobody there, nobody who says anything, a drip, a drip for ever") {
  Loading loading;
  loading.server.play([](const Asked&) { return ServerAnswer{.body = {}, .is_silent = true}; });
  CHECK(loading.code() == ErrorCode::timeout);
  loading.server.play(
      [&](const Asked&) { return ServerAnswer{.body = loading.body, .pause = milliseconds(300), .piece_bytes = 1}; });
  CHECK(loading.code() == ErrorCode::timeout);
  CHECK(loading.held() > 0);
  loading.rules.one_file = milliseconds(1500);
  loading.rules.floor_rate = 1 << 30;
  loading.server.play(
      [&](const Asked&) { return ServerAnswer{.body = loading.body, .pause = milliseconds(50), .piece_bytes = 100}; });
  CHECK(loading.code() == ErrorCode::timeout);
  loading.rules = quick_rules();
  loading.heal();
  auto gone = HttpSource::open("http://127.0.0.1:9/", quick_rules(), [](milliseconds) {});
  const auto read = (*gone)->read("x", 10, false);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::offline);
}

TEST_CASE("sync http: somebody stops it, and the part stays") {
  Loading loading;
  loading.rules.is_cancelled = [&] { return loading.held() > 0; };
  loading.server.play([&](const Asked&) {
    return ServerAnswer{.body = loading.body, .pause = milliseconds(100), .piece_bytes = 1000};
  });
  CHECK(loading.code() == ErrorCode::cancelled);
  CHECK(loading.held() > 0);
  loading.rules = quick_rules();
  loading.heal();
}

TEST_CASE("sync http: answers that are none") {
  for (const char* raw : {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "\r\n\r\n",
                          "HTTP/1.1 206 x\r\n\r\nab"}) {
    CAPTURE(raw);
    Loading loading;
    loading.server.play([&](const Asked&) { return ServerAnswer{.body = {}, .raw = raw}; });
    CHECK_FALSE(loading.load().has_value());
    loading.heal();
  }
  Loading loading;
  loading.server.play([&](const Asked&) {
    return ServerAnswer{.body = loading.body,
                        .headers = std::vector<std::string>(2000, "X-Header: " + std::string(100, 'x'))};
  });
  CHECK(loading.code() == ErrorCode::bad_format);
}

TEST_CASE("sync http: an old server, lower-case headers, no length") {
  Loading loading;
  loading.server.play([&](const Asked&) {
    return ServerAnswer{.body = {}, .raw = "HTTP/1.0 200 ok\r\ncontent-type: x\r\n\r\n" + loading.body};
  });
  CHECK(loading.load().has_value());
}

TEST_CASE("sync http: a proxy that fails or wants a login is not gone round") {
  ScriptedServer proxy;
  proxy.play([](const Asked&) { return ServerAnswer{.status = 407, .body = {}}; });
  Loading loading;
  loading.server.play([&](const Asked& asked) { return loading.good(asked); });
  loading.rules.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
  CHECK(loading.code() == ErrorCode::proxy);
  CHECK(proxy.asked().size() == 1);
  loading.rules.proxy = "http://127.0.0.1:9";
  CHECK(loading.code() == ErrorCode::proxy);
  loading.rules.proxy = "socks5://127.0.0.1:9";
  CHECK(loading.code() == ErrorCode::proxy);
  CHECK(loading.server.asked().empty());
}

TEST_CASE("sync http: every request is the same few headers, and what a server wants remembered is forgotten") {
  Loading loading;
  loading.server.play([&](const Asked& asked) {
    ServerAnswer answer = loading.good(asked, "\"who-you-are\"");
    answer.headers.push_back("Set-Cookie: id=7");
    return answer;
  });
  REQUIRE(loading.load().has_value());
  fs::remove(loading.file());
  REQUIRE(loading.load().has_value());
  const auto asked = loading.server.asked();
  REQUIRE(asked.size() == 2);
  const std::string host = "127.0.0.1:" + std::to_string(loading.server.port());
  for (const Asked& one : asked) {
    CHECK(one.head == "GET /file HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: bycatch\r\nAccept: */*\r\n\r\n");
  }
  for (const auto& entry : fs::directory_iterator(loading.folder.path())) CHECK(entry.path().filename() == "part");
}

TEST_CASE("sync http: http leads to this machine alone") {
  for (const char* url : {"http://feed.example/", "ftp://127.0.0.1/", "file:///etc/passwd",
                          "http://127.0.0.1.feed.example/", "http://127.0.0.1@feed.example/", "", "x"}) {
    CAPTURE(url);
    const auto opened = HttpSource::open(url, HttpRules(), [](milliseconds) {});
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == ErrorCode::bad_request);
  }
}

TEST_CASE("part file: a link or a folder in its place is refused") {
  const TempFolder folder;
  const fs::path target = folder.path() / "mine";
  std::ofstream(target) << "mine";
  fs::create_symlink(target, folder.path() / "soft");
  fs::create_hard_link(target, folder.path() / "hard");
  fs::create_directory(folder.path() / "folder");
  for (const char* name : {"soft", "hard"}) {
    CAPTURE(name);
    const auto part = PartFile::open(folder.path() / name);
    REQUIRE_FALSE(part.has_value());
    CHECK(part.error().code == ErrorCode::permission);
  }
  CHECK_FALSE(PartFile::open(folder.path() / "folder").has_value());
  CHECK(fs::file_size(target) == 4);
}

}  // namespace bycatch
