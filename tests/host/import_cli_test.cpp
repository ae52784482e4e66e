// The real `bycatch import`, on lists as they are published, whole and damaged, from files and from a server.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "command_run.h"
#include "list_server.h"
#include "sha256.h"

namespace bycatch {
namespace {

constexpr auto kOld = "https://www.flickr.com/photos/x/9000000000011";

std::string sha256_of(const std::string& text) {
  Sha256 sha256;
  sha256.add(std::as_bytes(std::span(text)));
  return sha256.hex();
}

std::string ids(int first, int count) {
  std::string text;
  for (int id = first; id < first + count; ++id) {
    text += "90000000" + std::to_string(10'000 + id) + "\n";
  }
  return text;
}

std::string packed(const std::string& text, int filter) {
  std::string out(text.size() + 10'000, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_add_filter(writer, filter);
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_pathname(entry, "list");
  archive_write_header(writer, entry);
  archive_write_data(writer, text.data(), text.size());
  archive_entry_free(entry);
  archive_write_close(writer);
  archive_write_free(writer);
  return out.substr(0, used);
}

// A data folder that holds the list `old`.
class Importer {
 public:
  Importer() { REQUIRE(run({"import", "--dataset", "old", file("old", "9000000000011\n")}).code == 0); }

  Ended run(std::vector<std::string> words, std::optional<rlim_t> max_file_bytes = {}) const {
    return start(std::move(words), max_file_bytes).wait();
  }
  CommandRun start(std::vector<std::string> words, std::optional<rlim_t> max_file_bytes = {}) const {
    return CommandRun(BYCATCH_BINARY, home(), words, {.input = "", .max_file_bytes = max_file_bytes});
  }
  std::vector<nlohmann::json> json(std::vector<std::string> words, int code) const {
    words.emplace_back("--json");
    const Ended ended = run(std::move(words));
    CAPTURE(ended.err);
    CHECK(ended.code == code);
    std::vector<nlohmann::json> objects;
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);) {
      objects.push_back(nlohmann::json::parse(line, nullptr, false));
    }
    return objects;
  }
  std::string file(const std::string& name, const std::string& contents) const {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << contents;
    return path.string();
  }
  // A failed import: its code; the list that was there still answers, and nothing new does.
  std::string code_of(std::vector<std::string> words) const {
    const auto objects = json(std::move(words), 2);
    REQUIRE(objects.size() == 1);
    CHECK(run({"check", kOld}).code == 1);
    CHECK(json({"status"}, 0).at(0)["lists"] == 1);
    CHECK_FALSE(objects[0]["next_step"].get<std::string>().empty());
    return objects[0]["code"];
  }
  [[nodiscard]] bool holds(int id) const {
    return run({"check", "https://www.flickr.com/photos/x/90000000" + std::to_string(10'000 + id)}).code == 1;
  }
  [[nodiscard]] std::filesystem::path home() const { return folder_.path() / "home"; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

nlohmann::json source(const std::string& dataset, const std::string& url, const std::string& body) {
  return {{"dataset", dataset},        {"url", url}, {"format", "photo-id-list"}, {"sha256", sha256_of(body)},
          {"size_bytes", body.size()}, {"rows", 1}};
}

std::string sources(std::vector<nlohmann::json> all) {
  return nlohmann::json{{"sources", std::move(all)}}.dump();
}

}  // namespace

TEST_CASE("import: packed lists are read as if they were not; one cut short or damaged is not taken") {
  const Importer importer;
  const std::string list = ids(0, 5000);
  for (const auto& [name, filter] :
       {std::pair("gz", ARCHIVE_FILTER_GZIP), {"bz2", ARCHIVE_FILTER_BZIP2}, {"zst", ARCHIVE_FILTER_ZSTD}}) {
    CAPTURE(name);
    const std::string bytes = packed(list, filter);
    const std::string cut = importer.file(std::string("cut.") + name, bytes.substr(0, bytes.size() / 2));
    CHECK(importer.code_of({"import", "--dataset", "new", cut}) == "truncated");
  }
  std::string broken = packed(list, ARCHIVE_FILTER_GZIP);
  for (std::size_t at = 100; at < 400; ++at) broken[at] = '\x55';
  CHECK(importer.code_of({"import", "--dataset", "new", importer.file("broken.gz", broken)}) == "bad_format");
  for (const auto& [name, filter] :
       {std::pair("gz", ARCHIVE_FILTER_GZIP), {"bz2", ARCHIVE_FILTER_BZIP2}, {"zst", ARCHIVE_FILTER_ZSTD}}) {
    CAPTURE(name);
    const std::string bytes = packed(list, filter);
    const auto told = importer.json(
        {"import", "--dataset", "new", "--sha256", sha256_of(bytes), importer.file(std::string("a.") + name, bytes)},
        0);
    CHECK(told.at(0)["accepted"] == 5000);
    CHECK(told.at(0)["changed"] == (std::string(name) == "gz"));
  }
}

TEST_CASE("import: bad input of every kind is named and changes nothing") {
  const Importer importer;
  REQUIRE(::mkfifo((importer.folder() / "pipe").c_str(), 0600) == 0);
  const auto code = [&](const std::string& file) { return importer.code_of({"import", "--dataset", "new", file}); };
  CHECK(code(importer.folder().string()) == "bad_format");
  CHECK(code((importer.folder() / "pipe").string()) == "bad_format");
  CHECK(code("/dev/zero") == "bad_format");
  CHECK(code((importer.folder() / "missing").string()) == "not_found");
  CHECK(code("http://example.org/list") == "bad_request");
  CHECK(code(importer.file("utf16", std::string("\xff\xfe"
                                                "9\0",
                                                4))) == "bad_format");
  CHECK(code(importer.file("line", std::string(100'000'000, '9'))) == "bad_format");
  CHECK(code(importer.file("quote", "photo_id,title\n9000000010001,\"open\n")) == "bad_format");
  const std::string good = importer.file("good", ids(0, 3));
  CHECK(importer.code_of({"import", "--dataset", "new", "--sha256", std::string(64, 'a'), good}) == "hash_mismatch");
  CHECK(importer.code_of({"import", "--dataset", "new", "--columns", "face=1", good}) == "bad_request");
  CHECK(importer.code_of({"import", "--dataset", "new", good, (importer.folder() / "missing").string()}) ==
        "not_found");
  CHECK(importer.run({"import", "--dataset", "new", "--format", "no-such", good}).code == 2);
  CHECK(importer.run({"import", "--dataset", "new", "--sha256", std::string(64, 'a'), good, good}).code == 2);
}

TEST_CASE("import: a line of 100 MB among others costs itself alone, and no memory") {
  const Importer importer;
  const auto told =
      importer.json({"import", "--dataset", "new",
                     importer.file("a", ids(0, 2000) + std::string(100'000'000, '9') + "\n" + ids(2000, 5))},
                    0);
  CHECK(told.at(0)["accepted"] == 2005);
  CHECK(told.at(0)["files"][0]["refused"] == nlohmann::json{{"too_long", {{"rows", 1}, {"lines", {2001}}}}});
}

TEST_CASE("import: no progress where nobody looks") {
  const Importer importer;
  CHECK(importer.run({"import", "--dataset", "new", importer.file("a", ids(0, 3000))}).err.empty());
}

TEST_CASE("import: from a server, again without change, and gone on with when its hash is known") {
  const Importer importer;
  ListServer server;
  const std::string list = ids(0, 20'000);
  server.put("/list", {.body = list, .cut_after = 100'000});
  const std::vector<std::string> words = {"import",   "--dataset",     "new",
                                          "--sha256", sha256_of(list), server.url("/list")};
  CHECK(importer.code_of(words) == "truncated");
  server.put("/list", {.body = list});
  CHECK(importer.json(words, 0).at(0)["accepted"] == 20'000);
  CHECK(server.starts() == std::vector<std::size_t>{0, 100'000});
  CHECK(importer.json({"import", "--dataset", "new", server.url("/list")}, 0).at(0)["changed"] == false);
  CHECK_FALSE(std::filesystem::exists(importer.home() / "downloads"));
  server.put("/list", {.body = ids(5, 20'000)});
  CHECK(importer.json(words, 2).at(0)["code"] == "hash_mismatch");
  CHECK(importer.json({"import", "--dataset", "new", server.url("/none")}, 2).at(0)["code"] == "http_status");
  CHECK(importer.holds(0));
}

TEST_CASE("import: a second one is told that the first is at work, also while that loads") {
  const Importer importer;
  ListServer server;
  server.put("/slow", {.body = ids(0, 1000), .pause = std::chrono::milliseconds(300), .piece_bytes = 1000});
  CommandRun first = importer.start({"import", "--dataset", "slow", server.url("/slow")});
  while (server.starts().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(importer.code_of({"import", "--dataset", "new", importer.file("a", ids(0, 3))}) == "busy");
  CHECK(first.wait().code == 0);
}

TEST_CASE("import: a disk that fills up while a list is loaded") {
  const Importer importer;
  ListServer server;
  server.put("/list", {.body = ids(0, 30'000)});
  const Ended ended = importer.run({"import", "--dataset", "new", server.url("/list"), "--json"}, rlim_t{200'000});
  CHECK(ended.out.find("\"no_space\"") != std::string::npos);
  CHECK(importer.run({"check", kOld}).code == 1);
}

TEST_CASE("import --public: all in one generation; one that fails stops no other and keeps its list") {
  const Importer importer;
  ListServer server;
  const std::string one = ids(0, 10);
  const std::string two = ids(10, 10);
  const std::string other = ids(20, 10);
  server.put("/one", {.body = one});
  server.put("/two", {.body = two});
  server.put("/changed", {.body = other});
  nlohmann::json restricted = source("kept", server.url("/one"), one);
  restricted["restricted"] = true;
  restricted["licence"] = "Research only";
  nlohmann::json uncounted = source("gone", server.url("/no"), ids(30, 1));
  uncounted.erase("rows");
  const std::string list = importer.file(
      "sources.json",
      sources({source("faces", server.url("/one"), one), source("faces", server.url("/two"), two),
               source("old", server.url("/changed"), ids(20, 9) + "9000000010031\n"), uncounted, restricted}));
  const Ended ended = importer.run({"import", "--public", "--sources", list});
  CHECK(ended.code == 2);
  CHECK(ended.out == "imported 1 public list\nfaces holds 20 Flickr photos\n");
  CHECK(ended.err.find("faces: 2 files, 1 kB, 2 rows; no licence stated\n") != std::string::npos);
  CHECK(ended.err.find("kept: 1 file, 1 kB, 1 rows; Research only. Not loaded: if you keep to that, --accept-licence "
                       "kept\n") != std::string::npos);
  CHECK(ended.err.find("gone: 1 file, 1 kB; no licence stated\n") != std::string::npos);
  CHECK(ended.err.find("could not import old: these are not the bytes that were promised") != std::string::npos);
  CHECK(ended.err.find("could not import gone: the server does not give it out (status 404)") != std::string::npos);
  CHECK(importer.run({"check", kOld}).code == 1);
  CHECK(importer.holds(0));
  CHECK(importer.holds(19));
  CHECK_FALSE(importer.holds(25));

  const std::string fewer =
      importer.file("fewer.json", sources({source("faces", server.url("/one"), one), restricted}));
  const auto told = importer.json({"import", "--public", "--sources", fewer, "--accept-licence", "kept"}, 0);
  CHECK(told.at(0) == nlohmann::json{{"done", 0}, {"whole", 2}});
  CHECK(told.at(2) == nlohmann::json{{"done", 2}, {"whole", 2}});
  CHECK(told.at(3)["changed"] == true);
  CHECK(told.at(3)["datasets"].size() == 2);
  CHECK(importer.json({"status"}, 0).at(0)["lists"] == 3);
  CHECK_FALSE(importer.holds(15));
  CHECK(importer.json({"import", "--public", "--sources", fewer, "--accept-licence", "kept"}, 0).at(3)["changed"] ==
        false);
  CHECK_FALSE(std::filesystem::exists(importer.home() / "downloads"));
}

TEST_CASE("import --public: killed while it loads, it goes on where it was; what it has is not loaded again") {
  const Importer importer;
  ListServer server;
  const std::string one = ids(0, 10);
  const std::string big = ids(0, 20'000);
  server.put("/one", {.body = one});
  server.put("/big", {.body = big, .pause = std::chrono::milliseconds(100), .piece_bytes = 20'000});
  const std::string list = importer.file(
      "sources.json", sources({source("a", server.url("/one"), one), source("b", server.url("/big"), big)}));
  CommandRun first = importer.start({"import", "--public", "--sources", list});
  const auto part = importer.home() / "downloads" / sha256_of(big);
  std::error_code missing;
  for (auto size = std::uintmax_t{0}; size == 0 || size == static_cast<std::uintmax_t>(-1);) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    size = std::filesystem::file_size(part, missing);
  }
  first.kill(SIGKILL);
  CHECK(first.wait().code == 128 + SIGKILL);
  CHECK(importer.run({"check", kOld}).code == 1);
  server.put("/big", {.body = big});
  CHECK(importer.run({"import", "--public", "--sources", list}).code == 0);
  const auto starts = server.starts();
  REQUIRE(starts.size() == 3);
  CHECK(starts[2] > 0);
  CHECK(importer.holds(9));
}

TEST_CASE("import --public: a file of sources that is none") {
  const Importer importer;
  nlohmann::json wrong = source("a", "https://example.org/a", "x");
  wrong["sha256"] = "x";
  nlohmann::json restricted = source("a", "https://example.org/a", "x");
  restricted["restricted"] = true;
  CHECK(importer.code_of({"import", "--public", "--sources", importer.file("r.json", sources({restricted}))}) ==
        "bad_request");
  for (const std::string& text : {std::string("{}"), std::string("not json"), sources({wrong})}) {
    CAPTURE(text);
    CHECK(importer.code_of({"import", "--public", "--sources", importer.file("s.json", text)}) == "bad_format");
  }
}

}  // namespace bycatch
