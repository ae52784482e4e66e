// `publish upload` to a store that works out every signature again.
#include "feed_desk.h"
#include "feed_upload.h"
#include "s3_server.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

using nlohmann::json;

constexpr std::size_t kPart = 1000;
constexpr const char* kTimestamp = "metadata/timestamp.json";

std::string place() {
  return std::string("s3://") + S3Server::kBucket + "/some/feed";
}

S3Store store_at(const S3Server& server, const std::string& secret = S3Server::kSecret) {
  return S3Store(read_s3_place(place(), server.endpoint(), "eu-central-1").value(),
                 {.key = S3Server::kKey, .secret = secret, .token = ""}, [](std::chrono::milliseconds) {});
}

// A folder of a feed's form; the store does not mind what is in its files.
class Folder {
 public:
  Folder() {
    put("metadata/1.root.json", "root");
    put("metadata/1.targets.json", "targets");
    put("metadata/1.snapshot.json", "snapshot");
    put(kTimestamp, "timestamp 1");
    put("targets/packs/" + std::string(64, 'a') + ".base.segment", std::string(kPart * 3 + 5, 'x'));
    put("targets/" + std::string(64, 'b') + ".catalogue.json", "{}");
  }
  void put(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::ofstream(path() / name, std::ios::binary) << text;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

// What is there, by the names that the feed's folder has for it.
std::map<std::string, std::string> held(S3Server& server) {
  std::map<std::string, std::string> files;
  for (const auto& [key, object] : server.objects()) {
    if (key.starts_with("some/feed/")) files[key.substr(10)] = object.bytes;
  }
  return files;
}

Result<Uploaded> upload(const Folder& folder, S3Server& server, const std::string& secret = S3Server::kSecret) {
  S3Store store = store_at(server, secret);
  return upload_feed(folder.path(), store, {.part_bytes = kPart});
}

}  // namespace

TEST_CASE("s3 server: its signatures are those of the published examples") {
  const std::string none = sha256_hex("");
  const std::string scope = "20130524/us-east-1/s3/aws4_request";
  const auto signature = [&](const std::string& method, const std::string& path, const std::string& query,
                             S3Headers headers) {
    headers.insert({{"host", "examplebucket.s3.amazonaws.com"}, {"x-amz-date", "20130524T000000Z"}});
    headers.try_emplace("x-amz-content-sha256", none);
    std::string names;
    for (const auto& [name, value] : headers) names += (names.empty() ? "" : ";") + name;
    return s3_signature({method, path, query, headers}, names, scope, S3Server::kSecret);
  };
  const std::string secret_of_examples = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  CHECK(S3Server::kSecret == secret_of_examples);
  CHECK(signature("GET", "/test.txt", "", {{"range", "bytes=0-9"}}) ==
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  CHECK(signature("PUT", "/test%24file.text", "",
                  {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                   {"x-amz-content-sha256", sha256_hex("Welcome to Amazon S3.")},
                   {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}) ==
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  CHECK(signature("GET", "/", "lifecycle", {}) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  CHECK(signature("GET", "/", "max-keys=2&prefix=J", {}) ==
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("upload: every file is brought, what depends on others after them") {
  S3Server server;
  const Folder folder;
  const auto uploaded = upload(folder, server);
  REQUIRE(uploaded.has_value());
  CHECK(uploaded->files == 6);
  CHECK(held(server) == files_under(folder.path()));
  std::vector<std::string> ends;
  for (const std::string& line : server.log()) {
    if (line.starts_with("PUT some/feed/metadata/")) ends.push_back(line.substr(23));
  }
  CHECK(ends == std::vector<std::string>{"1.targets.json", "1.snapshot.json", "1.root.json", "timestamp.json"});
  CHECK(server.log().back() == "PUT some/feed/metadata/timestamp.json");
  const auto objects = server.objects();
  CHECK(objects.at("some/feed/metadata/timestamp.json").headers.at("cache-control") == "no-cache");
  CHECK(objects.at("some/feed/metadata/1.root.json").headers.at("content-type") == "application/json");

  server.forget_log();
  const auto again = upload(folder, server);
  CHECK(again->files == 0);
  CHECK(again->held == 6);
  CHECK(server.log().empty());

  // The next state: only what is new, and then the old is removed; what is not of a feed stays.
  std::filesystem::remove(folder.path() / "targets" / (std::string(64, 'b') + ".catalogue.json"));
  folder.put("targets/" + std::string(64, 'c') + ".catalogue.json", "{ }");
  folder.put(kTimestamp, "timestamp 2");
  S3Store store = store_at(server);
  REQUIRE(store.put("index.html", {}, {}).has_value());
  server.forget_log();
  const auto next = upload(folder, server);
  CHECK(next->removed == 1);
  CHECK(server.log() ==
        std::vector<std::string>{"PUT some/feed/targets/" + std::string(64, 'c') + ".catalogue.json",
                                 "PUT some/feed/metadata/timestamp.json",
                                 "DELETE some/feed/targets/" + std::string(64, 'b') + ".catalogue.json"});
  CHECK(held(server).contains("index.html"));
}

TEST_CASE("upload: a wrong secret, a stale date and a changed byte are refused, and nothing is stored") {
  S3Server server;
  const Folder folder;
  const auto refused = [&](const std::string& secret) {
    const auto uploaded = upload(folder, server, secret);
    REQUIRE_FALSE(uploaded.has_value());
    CHECK(uploaded.error().code == ErrorCode::http_status);
    CHECK(server.objects().empty());
    return uploaded.error().detail;
  };
  CHECK(refused("another") == "status 403 SignatureDoesNotMatch");
  server.clock_ahead = std::chrono::minutes(16);
  CHECK(refused(S3Server::kSecret) == "status 403 RequestTimeTooSkewed");
  server.clock_ahead = std::chrono::seconds(0);
  server.flips_a_byte = true;
  CHECK(refused(S3Server::kSecret) == "status 403 XAmzContentSHA256Mismatch");
  server.flips_a_byte = false;
  CHECK(upload(folder, server).has_value());
}

TEST_CASE("upload: broken off anywhere it leaves a whole feed or none, and goes on where it ended") {
  const Folder folder;
  const std::string base = "targets/packs/" + std::string(64, 'a') + ".base.segment";
  for (int answered = 0;; ++answered) {
    CAPTURE(answered);
    S3Server server;
    server.refused_after = answered;
    const auto broken = upload(folder, server);
    if (broken) break;
    CHECK(broken.error().code == ErrorCode::offline);
    const auto there = held(server);
    if (there.contains(kTimestamp)) CHECK(there == files_under(folder.path()));
    const auto before = server.log();
    server.forget_log();
    server.refused_after = -1;
    REQUIRE(upload(folder, server).has_value());
    CHECK(held(server) == files_under(folder.path()));
    // No file and no part that came before is brought again.
    for (const std::string& line : server.log()) {
      const bool is_same = std::ranges::find(before, line) != before.end();
      if (line.starts_with("PUT")) CHECK_FALSE(is_same);
    }
  }
  S3Server server;
  REQUIRE(upload(folder, server).has_value());
  CHECK(std::ranges::count_if(server.log(), [&](const std::string& line) {
          return line.starts_with("PUT some/feed/" + base + " part ");
        }) == 4);
}

TEST_CASE("upload: a store that is busy is asked again, and a long list page by page") {
  S3Server server;
  server.bad_gateways = 3;
  server.page = 2;
  const Folder folder;
  REQUIRE(upload(folder, server).has_value());
  CHECK(upload(folder, server)->held == 6);
  server.bad_gateways = 4;
  CHECK(upload(folder, server).error().detail == "status 503 SlowDown");
}

TEST_CASE("upload: a store that does not tell of parts is brought all of them") {
  const Folder folder;
  S3Server server;
  server.refused_after = 5;  // in the middle of the parts
  REQUIRE_FALSE(upload(folder, server).has_value());
  server.refused_after = -1;
  server.lacks_lists_of_parts = true;
  REQUIRE(upload(folder, server).has_value());
  CHECK(held(server) == files_under(folder.path()));
}

TEST_CASE("upload: an address of a store") {
  const auto is_place = [](const std::string& address, const std::string& endpoint = "",
                           const std::string& region = "x") {
    return read_s3_place(address, endpoint, region).has_value();
  };
  CHECK(read_s3_place("s3://bucket", "", "eu-central-1")->endpoint == "https://s3.eu-central-1.amazonaws.com");
  CHECK(read_s3_place("s3://bucket/a/b/", "", "x")->prefix == "a/b/");
  CHECK(read_s3_place("s3://bucket/", "", "x")->prefix.empty());
  CHECK(is_place("s3://bucket", "http://127.0.0.1:9"));
  for (const char* bad :
       {"", "bucket", "s3://", "s3://ab", "s3://UPPER", "s3://buck_et", "s3://bucket//a", "s3://bucket/a//b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_place(bad));
  }
  for (const char* bad :
       {"http://example.com", "ftp://x", "https://host/path", "http://127.0.0.1.example.com", "http://localhost:1/x",
        "http://localhost:1@example.com", "https://name@host", "https://host?x", "https://host/", "http://[::1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_place("s3://bucket", bad));
  }
  CHECK_FALSE(is_place("s3://bucket", "", "a:b"));
}

TEST_CASE("publish upload: a feed is built, uploaded, and synced from there") {
  S3Server server;
  const FeedDesk desk;
  // In the time that it is: the sync below knows no other.
  desk.json({"init", desk.dir(), "--passphrase-file", desk.passphrase(), "--root-keys", desk.path("root-keys")});
  desk.json({"add", desk.dir(), "--dataset", "faces-a", "--legal-basis", "made up",
             desk.file("faces-a.list", photo_list(0, 200))});
  const std::vector<std::string> words = {"publish", "upload",     desk.dir(),        "--to",
                                          place(),   "--endpoint", server.endpoint(), "--json"};
  const auto run = [&](const std::vector<std::pair<std::string, std::string>>& environment) {
    CommandRun command(BYCATCH_BINARY, desk.path("home"), words,
                       {.input = "", .max_file_bytes = {}, .environment = environment});
    const Ended ended = command.wait();
    CHECK(ended.err.find(S3Server::kSecret) == std::string::npos);
    CHECK(ended.out.find(S3Server::kSecret) == std::string::npos);
    return json::parse(ended.out, nullptr, false);
  };
  const std::vector<std::pair<std::string, std::string>> login = {{"AWS_ACCESS_KEY_ID", S3Server::kKey},
                                                                  {"AWS_SECRET_ACCESS_KEY", S3Server::kSecret}};
  CHECK(run(login)["code"] == "not_found");
  desk.json({"build", desk.dir(), "--passphrase-file", desk.passphrase()});
  CHECK(run({})["code"] == "bad_request");
  CHECK(run({{"AWS_ACCESS_KEY_ID", S3Server::kKey}, {"AWS_SECRET_ACCESS_KEY", "x"}})["code"] == "http_status");
  const json uploaded = run(login);
  CHECK(uploaded["files"] == held(server).size());
  CHECK(held(server) == files_under(desk.feed()));
  CommandRun sync(BYCATCH_BINARY, desk.path("reader"),
                  {"sync", "--feed", server.endpoint() + "/" + S3Server::kBucket + "/some/feed/", "--root",
                   desk.path("workshop/root.json"), "--json"},
                  {.input = "", .max_file_bytes = {}});
  const Ended synced = sync.wait();
  CAPTURE(synced.out);
  CHECK(synced.code == 0);
}

}  // namespace bycatch
