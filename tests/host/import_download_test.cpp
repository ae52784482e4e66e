// Lists from the web, given out well and badly.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "download.h"
#include "list_server.h"
#include "source_place.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

class Loader {
 public:
  ListServer server;

  ErrorCode load(const std::string& path, const DownloadRules& rules) {
    const Status loaded = download(server.url(path), file(), rules, [](std::uint64_t, std::uint64_t) {});
    REQUIRE_FALSE(loaded.has_value());
    return loaded.error().code;
  }
  bool loads(const std::string& path, const DownloadRules& rules) {
    return download(server.url(path), file(), rules, [](std::uint64_t, std::uint64_t) {}).has_value();
  }
  [[nodiscard]] std::string held() const {
    std::ifstream in(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

 private:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "list"; }
  TempFolder folder_;
};

std::string body(std::size_t bytes) {
  std::string text;
  for (int line = 0; text.size() < bytes; ++line) {
    text += std::to_string(line) + "\n";
  }
  return text;
}

// A TLS server for one connection, whose certificate only it itself vouches for.
class SelfSignedServer {
 public:
  SelfSignedServer() {
    const std::string at = folder_.path().string();
    const std::string make =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1 -keyout " +
        at + "/key -out " + at + "/cert 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
    const std::string serve = "timeout 20 openssl s_server -accept 127.0.0.1:0 -naccept 1 -www -cert " + at +
                              "/cert -key " + at + "/key 2>&1";
    pipe_ = ::popen(serve.c_str(), "r");
    REQUIRE(pipe_ != nullptr);
    std::array<char, 256> line{};
    while (port_.empty() && std::fgets(line.data(), line.size(), pipe_) != nullptr) {
      const std::string text = line.data();
      if (text.starts_with("ACCEPT "))
        port_ = text.substr(text.find(':') + 1, text.find_first_of(" \n", 7) - text.find(':') - 1);
    }
    REQUIRE_FALSE(port_.empty());
  }
  SelfSignedServer(const SelfSignedServer&) = delete;
  SelfSignedServer& operator=(const SelfSignedServer&) = delete;
  ~SelfSignedServer() { ::pclose(pipe_); }

  [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + port_ + "/"; }

 private:
  TempFolder folder_;
  std::FILE* pipe_ = nullptr;
  std::string port_;
};

}  // namespace

TEST_CASE("download: a whole file, also a slow one") {
  Loader loader;
  loader.server.put("/a", {.body = body(200'000)});
  loader.server.put("/slow", {.body = body(1000), .pause = std::chrono::milliseconds(20), .piece_bytes = 50});
  CHECK(loader.loads("/a", {.max_bytes = 1'000'000}));
  CHECK(loader.held() == body(200'000));
  CHECK(loader.loads("/slow", {.max_bytes = 1'000'000}));
  CHECK(loader.held() == body(1000));
}

TEST_CASE("download: what was cut off is gone on with, unless the server cannot") {
  for (const bool has_ranges : {true, false}) {
    CAPTURE(has_ranges);
    Loader loader;
    loader.server.put("/a", {.body = body(100'000), .cut_after = 30'000});
    CHECK(loader.load("/a", {.max_bytes = 1'000'000, .resume = true}) == ErrorCode::truncated);
    CHECK(loader.held().size() == 30'000);
    loader.server.put("/a", {.body = body(100'000), .has_ranges = has_ranges});
    CHECK(loader.loads("/a", {.max_bytes = 1'000'000, .resume = true}));
    CHECK(loader.held() == body(100'000));
    CHECK(loader.server.starts().at(1) == (has_ranges ? 30'000U : 0U));
  }
}

TEST_CASE("download: without resume, or where less stands there now, it begins anew") {
  Loader loader;
  loader.server.put("/a", {.body = body(100'000)});
  CHECK(loader.loads("/a", {.max_bytes = 1'000'000}));
  loader.server.put("/a", {.body = body(500)});
  CHECK(loader.loads("/a", {.max_bytes = 1'000'000, .resume = true}));
  CHECK(loader.held() == body(500));
  loader.server.put("/a", {.body = body(700)});
  CHECK(loader.loads("/a", {.max_bytes = 1'000'000}));
  CHECK(loader.held() == body(700));
}

TEST_CASE("download: every failure has its code") {
  Loader loader;
  loader.server.put("/big", {.body = body(100'000)});
  loader.server.put("/dead", {.body = body(1000), .pause = std::chrono::seconds(20), .piece_bytes = 500});
  loader.server.put("/away", {.body = "x", .status = 302, .location = "http://127.0.0.1:1/"});
  CHECK(loader.load("/missing", {.max_bytes = 1000}) == ErrorCode::http_status);
  CHECK(loader.load("/big", {.max_bytes = 99'999}) == ErrorCode::too_large);
  CHECK(loader.held().size() <= 99'999);
  CHECK(loader.load("/away", {.max_bytes = 1000}) == ErrorCode::http_status);
  CHECK(loader.load("/dead", {.max_bytes = 1'000'000, .stalled = std::chrono::seconds(1)}) == ErrorCode::timeout);
}

TEST_CASE("download: nobody there, and nowhere to put it") {
  Loader loader;
  const TempFolder folder;
  const auto nobody = download("http://127.0.0.1:1/", folder.path() / "x", {.max_bytes = 9}, [](auto, auto) {});
  CHECK(nobody.error().code == ErrorCode::offline);
  const auto nowhere =
      download(loader.server.url("/big"), folder.path() / "no" / "x", {.max_bytes = 9}, [](auto, auto) {});
  CHECK(nowhere.error().code == ErrorCode::not_found);
}

TEST_CASE("download: the other end must prove who it is") {
  Loader loader;
  const TempFolder folder;
  std::string url = loader.server.url("/a");
  url.replace(0, 4, "https");
  const auto plain = download(url, folder.path() / "x", {.max_bytes = 9}, [](auto, auto) {});
  CHECK(plain.error().code == ErrorCode::tls);
  const SelfSignedServer unknown;
  const auto unproven = download(unknown.url(), folder.path() / "y", {.max_bytes = 100'000}, [](auto, auto) {});
  REQUIRE_FALSE(unproven.has_value());
  CHECK(unproven.error().code == ErrorCode::tls);
  CHECK(std::filesystem::file_size(folder.path() / "y") == 0);
}

TEST_CASE("source place: files, https, and http of this machine alone") {
  CHECK(locate_source("lists/a.tsv")->file == "lists/a.tsv");
  CHECK(locate_source("file:///srv/a%20b.tsv")->file == "/srv/a b.tsv");
  for (const char* url : {"https://example.org/a", "http://127.0.0.1:80/a", "http://localhost/a", "http://[::1]:8/a"}) {
    CAPTURE(url);
    CHECK(locate_source(url)->url == url);
  }
  for (const char* url : {"http://example.org/a", "http://127.0.0.1.example.org/a", "ftp://127.0.0.1/a", "http://",
                          "http://127.0.0.1@example.org/", "scp://x/y"}) {
    CAPTURE(url);
    CHECK_FALSE(locate_source(url).has_value());
  }
}

}  // namespace bycatch
