// A publisher at work: the real `bycatch publish` in a folder of its own, with lists, keys and a time that stands
// still.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "command_run.h"

namespace bycatch {

// Relative name -> contents of every file under `folder`.
inline std::map<std::string, std::string> files_under(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().lexically_relative(folder).string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

class FeedDesk {
 public:
  static constexpr const char* kDay1 = "2026-11-20T00:00:00Z";
  static constexpr const char* kDay2 = "2026-11-21T00:00:00Z";
  static constexpr const char* kDay3 = "2026-11-22T00:00:00Z";

  FeedDesk() { file("passphrase", "correct horse\n"); }

  // With the passphrase, and no other environment.
  Ended run(std::vector<std::string> words, std::optional<rlim_t> max_file_bytes = {}) const {
    return start(std::move(words), max_file_bytes).wait();
  }
  CommandRun start(std::vector<std::string> words, std::optional<rlim_t> max_file_bytes = {}) const {
    words.insert(words.begin(), "publish");
    return CommandRun(BYCATCH_BINARY, folder_.path() / "home", words, {.input = "", .max_file_bytes = max_file_bytes});
  }
  // One object; with `code` 2 the error.
  nlohmann::json json(std::vector<std::string> words, int code = 0) const {
    words.emplace_back("--json");
    const Ended ended = run(std::move(words));
    CAPTURE(ended.err);
    CHECK(ended.code == code);
    return nlohmann::json::parse(ended.out, nullptr, false);
  }
  std::string code_of(std::vector<std::string> words) const {
    const auto object = json(std::move(words), 2);
    REQUIRE(object.is_object());
    CHECK_FALSE(object["next_step"].get<std::string>().empty());
    return object["code"];
  }

  nlohmann::json init(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"init", dir(), "--passphrase-file", passphrase(), "--time", kDay1};
    if (std::ranges::find(more, "--root-keys") == more.end() && std::ranges::find(more, "--key") == more.end()) {
      more.insert(more.end(), {"--root-keys", path("root-keys")});
    }
    words.insert(words.end(), more.begin(), more.end());
    return json(words);
  }
  nlohmann::json add(const std::string& dataset, const std::string& list, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {
        "add", dir(), "--dataset", dataset, "--legal-basis", "made up", "--time", kDay1, file(dataset + ".list", list)};
    words.insert(words.end(), more.begin(), more.end());
    return json(words);
  }
  [[nodiscard]] std::vector<std::string> build_words(const std::string& time = kDay1) const {
    return {"build", dir(), "--passphrase-file", passphrase(), "--time", time};
  }
  nlohmann::json build(const std::string& time = kDay1, std::vector<std::string> more = {}) const {
    auto words = build_words(time);
    words.insert(words.end(), more.begin(), more.end());
    return json(words);
  }
  nlohmann::json check(const std::string& time = kDay1) const { return json({"check", dir(), "--time", time}); }
  [[nodiscard]] std::vector<std::string> rotate_words(std::vector<std::string> more,
                                                      const std::string& time = kDay2) const {
    std::vector<std::string> words = {"rotate", dir(), "--passphrase-file", passphrase(), "--time", time};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  nlohmann::json rotate(std::vector<std::string> more, const std::string& time = kDay2) const {
    return json(rotate_words(std::move(more), time));
  }

  // The body of the newest targets metadata.
  [[nodiscard]] nlohmann::json targets() const {
    const auto files = files_under(feed() / "metadata");
    const auto body = [&](const std::string& name) { return nlohmann::json::parse(files.at(name))["signed"]; };
    const auto snapshot = body("timestamp.json")["meta"]["snapshot.json"]["version"].get<int>();
    const auto version =
        body(std::to_string(snapshot) + ".snapshot.json")["meta"]["targets.json"]["version"].get<int>();
    return body(std::to_string(version) + ".targets.json")["targets"];
  }
  [[nodiscard]] std::filesystem::path base_file(const std::string& pack) const {
    const std::string hash = targets()["packs/" + pack + "/base.segment"]["hashes"]["sha256"];
    return feed() / "targets" / "packs" / pack / (hash + ".base.segment");
  }

  std::string file(const std::string& name, const std::string& contents) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << contents;
    return path(name);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string root_key(int number) const {
    return path("root-keys/root-" + std::to_string(number) + ".pem");
  }
  [[nodiscard]] std::string passphrase() const { return path("passphrase"); }
  [[nodiscard]] std::string dir() const { return path("workshop"); }
  [[nodiscard]] std::filesystem::path feed() const { return folder_.path() / "workshop" / "feed"; }

 private:
  TempFolder folder_;
};

// `count` photos, one a line, each with an account and two tags.
inline std::string photo_list(int first, int count) {
  std::string list;
  for (int id = first; id < first + count; ++id) {
    list += "flickr\tphoto\t" + std::to_string(9'000'000'000'000 + id) + "\t999999" + std::to_string(10 + id % 50) +
            "@N00\tone two\n";
  }
  return list;
}

}  // namespace bycatch
