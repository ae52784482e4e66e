// The real `bycatch receipt` and `bycatch verify`, over a feed that `bycatch publish` signed.
#include <doctest/doctest.h>

#include "feed_desk.h"
#include "receipt_proof.h"
#include "utc_time.h"

namespace bycatch {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kPhoto = "https://www.flickr.com/photos/someone/9000000000003/";

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// A publisher, and a person who syncs from a tar file of the feed.
class Held {
 public:
  Held() {
    desk.init();
    desk.add("faces-a", photo_list(0, 50));
    publish_and_sync();
  }
  void publish_and_sync() const {
    desk.build(utc_time_text(now()));
    const std::string tar = desk.path("feed.tar");
    REQUIRE(std::system(("tar -C '" + desk.feed().string() + "' -cf '" + tar + "' metadata targets").c_str()) == 0);
    const Ended synced = run({"sync", "--offline", tar, "--root", root()});
    REQUIRE_MESSAGE(synced.code == 0, synced.err);
  }
  [[nodiscard]] std::string root() const { return desk.path("workshop/root.json"); }
  Ended run(const std::vector<std::string>& words, const std::string& home = "home") const {
    return CommandRun(BYCATCH_BINARY, desk.path(home), words, {}).wait();
  }
  // The file of the one receipt of this photo.
  std::string receipt_file(const std::string& subject = kPhoto) const {
    const Ended made = run({"receipt", subject, "--out", desk.path(""), "--json"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    return json::parse(made.out)["file"];
  }
  json receipt(const std::string& subject = kPhoto) const {
    std::ifstream in(receipt_file(subject));
    return json::parse(in);
  }
  std::string code(const json& receipt, std::vector<std::string> more = {}, const std::string& home = "home") const {
    return code_of(receipt.dump(), std::move(more), home);
  }
  // Empty: proven.
  std::string code_of(const std::string& text, std::vector<std::string> more = {},
                      const std::string& home = "home") const {
    std::vector<std::string> words = {"verify", desk.file("receipt.json", text), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ended ended = run(words, home);
    const json said = json::parse(ended.out, nullptr, false);
    CAPTURE(ended.err);
    CHECK(ended.code == (said.contains("proven") ? 0 : 2));
    return said.contains("proven") ? "" : said["code"].get<std::string>();
  }

  FeedDesk desk;
};

}  // namespace

TEST_CASE("receipt: a finding is kept, and proven where nothing is held but the root and the pack") {
  const Held held;
  const std::string file = held.receipt_file();
  CHECK(file != held.receipt_file("https://www.flickr.com/photos/someone/9000000000005/"));
  std::ifstream text(file);
  const json receipt = json::parse(text);
  CHECK(receipt["identifier"]["id"] == "9000000000003");
  CHECK(receipt["dataset"] == "faces-a");
  CHECK(receipt["match"] == "photo");
  CHECK(receipt.dump().find("9000000000004") == std::string::npos);
  CHECK(held.code(receipt) == "");
  const std::string pack = held.desk.base_file("lists").string();
  CHECK(held.code(receipt, {}, "stranger") == "no_feed");
  CHECK(held.code(receipt, {"--root", held.root()}, "stranger") == "not_found");  // could not be checked
  CHECK(held.code(receipt, {"--root", held.root(), "--pack", pack}, "stranger") == "");
  std::ifstream in(fs::path(file).replace_extension("html"));
  const std::string html{std::istreambuf_iterator<char>(in), {}};
  CHECK(html.find("9000000000003") != std::string::npos);
  CHECK(html.find(receipt["root"].get<std::string>()) != std::string::npos);
  CHECK(held.run({"receipt", "https://www.flickr.com/photos/someone/1/", "--out", held.desk.path("")}).code == 2);

  // The pack is another one now: the old receipt holds with the old pack alone.
  const std::string old = held.desk.file("old.segment", files_under(fs::path(pack).parent_path()).begin()->second);
  held.desk.add("faces-a", photo_list(0, 60));
  held.publish_and_sync();
  CHECK(held.code(receipt) == "not_found");
  CHECK(held.code(receipt, {"--pack", old}) == "");
  CHECK(held.code(receipt, {"--pack", held.desk.base_file("lists").string()}) == "result_mismatch");
  CHECK(held.code(held.receipt()) == "");
}

TEST_CASE("receipt: whatever of it is changed, it is not proven") {
  const Held held;
  const json good = held.receipt("@99999913@N00");
  CHECK(good["match"] == "account");
  REQUIRE(held.code(good) == "");
  const auto changed = [&](const auto& change) {
    json receipt = good;
    change(receipt);
    return held.code(receipt);
  };
  CHECK(changed([](json& r) { r["identifier"]["id"] = "99999999@N00"; }) == "result_mismatch");
  CHECK(changed([](json& r) { r["identifier"]["kind"] = "tag"; }) != "");
  CHECK(changed([](json& r) { r["dataset"] = "faces-b"; }) == "result_mismatch");
  CHECK(changed([](json& r) { r["match"] = "photo"; }) == "result_mismatch");
  CHECK(changed([](json& r) { r["match"] = "copy"; }) == "bad_format");
  CHECK(changed([](json& r) { r["pack"] = "other"; }) == "result_mismatch");
  CHECK(changed([](json& r) { r["root"] = std::string(64, '0'); }) == "result_mismatch");
  CHECK(changed([](json& r) { r["made"] = utc_time_text(now() + std::chrono::days(30)); }) == "expired");
  CHECK(changed([](json& r) { r["made"] = "2026-11-31T00:00:00Z"; }) == "bad_format");
  CHECK(changed([](json& r) { r["format"] = 2; }) == "unsupported");
  CHECK(changed([](json& r) { r["more"] = 1; }) == "bad_format");
  CHECK(changed([](json& r) { r["metadata"]["roots"] = json::array(); }) == "bad_format");
  for (const char* role : {"timestamp", "snapshot", "targets"}) {
    CAPTURE(role);
    CHECK(changed([&](json& r) {
            std::string& text = r["metadata"][role].get_ref<std::string&>();
            const std::size_t at = text.find("\"version\":") + 10;
            text[at] = text[at] == '9' ? '8' : '9';
          }) != "");
    CHECK(changed([&](json& r) { r["metadata"].erase(role); }) == "bad_format");
  }
  // Of another publisher, who signed the same.
  const Held other;
  CHECK(held.code(other.receipt("@99999913@N00")) == "root_chain");
  CHECK(held.code_of("{}") == "bad_format");
  CHECK(held.code_of("nonsense") == "not_a_feed");
  CHECK(held.code_of(good.dump() + good.dump()) == "bad_format");
}

TEST_CASE("receipt: metadata that have expired since were valid on the receipt's day") {
  const Held held;
  const auto receipt = read_receipt(held.receipt().dump());
  REQUIRE(receipt.has_value());
  CHECK(read_receipt(receipt_text(*receipt)).has_value());
  CHECK(prove_signatures(*receipt, receipt->roots).has_value());
  Receipt later = *receipt;
  later.made += std::chrono::days(8);  // a timestamp is valid for seven
  CHECK(prove_signatures(later, receipt->roots).error().code == ErrorCode::expired);
  CHECK(prove_signatures(*receipt, {}).error().code == ErrorCode::root_chain);
}

TEST_CASE("receipt: of a list that was imported it says that nobody signed it") {
  const FeedDesk desk;
  const auto run = [&](const std::vector<std::string>& words) {
    return CommandRun(BYCATCH_BINARY, desk.path("home"), words, {}).wait();
  };
  REQUIRE(run({"import", "--dataset", "faces", desk.file("list", photo_list(0, 5))}).code == 0);
  const Ended made = run({"receipt", kPhoto, "--out", desk.path(""), "--json"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  const json said = json::parse(made.out);
  CHECK(said["signed"] == false);
  const Ended verified = run({"verify", said["file"].get<std::string>()});
  CHECK(verified.code == 0);
  CHECK(verified.out.find("nobody signed that list") != std::string::npos);
  CHECK(run({"receipt", "#facemask"}).code == 2);
}

}  // namespace bycatch
