// A feed with packs of real segments, as files by their paths, to be given out by a server or written into a tar file.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "built_generation.h"
#include "embedded_catalogue.h"
#include "feed_maker.h"
#include "feed_packs.h"
#include "pack_index.h"
#include "temp_folder.h"

namespace bycatch {

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A segment and what a feed says of it.
struct TestSegment {
  std::string bytes;
  json said;  // as `current`

  static TestSegment make(const std::string& dataset, int photos, int from = 1, const std::string& account = "") {
    const TempFolder folder;
    ListLines lines;
    for (int i = from; i < from + photos; ++i)
      lines.push_back("flickr\tphoto\t" + std::to_string(9'000'000'000'000 + i * 7) + "\t" + account);
    const auto file = index_file(folder.path(), build_generation(folder.path(), {{dataset, lines}}));
    const PackFile pack = PackFile::open(file).value();
    TestSegment segment{.bytes = bytes_of(file), .said = {}};
    json lists = json::array();
    for (const ListInfo& list : pack.segment->lists())
      lists.push_back({{"dataset", list.dataset}, {"date", list.date}});
    segment.said = {{"root", pack.segment->root_hash()},
                    {"bytes", segment.bytes.size()},
                    {"sha256", sha256_hex(segment.bytes)},
                    {"keys", all_keys(*pack.segment)},
                    {"lists", lists}};
    return segment;
  }
};

struct TestFeed {
  FeedMaker maker{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  std::map<std::string, std::string> files;  // targets, by path
  std::map<std::string, std::string> old_metadata;

  TestFeed() { put_catalogue(); }

  [[nodiscard]] static json base_custom(const std::string& pack, const TestSegment& base, const TestSegment& current) {
    return {{"kind", "base"},         {"format", 1},        {"pack", pack},
            {"title", "A test"},      {"by_default", true}, {"root", base.said["root"]},
            {"current", current.said}};
  }

  void put(const std::string& name, const std::string& bytes, const json& custom) {
    maker.targets["targets"][name] = {
        {"length", bytes.size()}, {"hashes", {{"sha256", sha256_hex(bytes)}}}, {"custom", custom}};
    maker.link();
    const std::size_t slash = name.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : name.substr(0, slash + 1);
    files["targets/" + folder + sha256_hex(bytes) + "." + name.substr(folder.size())] = bytes;
  }
  void put_base(const std::string& pack, const TestSegment& segment) {
    put("packs/" + pack + "/base.segment", segment.bytes, base_custom(pack, segment, segment));
  }
  void put_catalogue(const std::string& left_out = "", const json& hints = nullptr) {
    json catalogue = {{"format", 1}, {"cards", json::array()}, {"advisories", json::array()}};
    if (!hints.is_null()) catalogue["hints"] = hints;
    for (const EmbeddedFile& file : embedded_catalogue()) {
      const auto text = json::parse(file.text, nullptr, false);
      const bool is_other = file.path == "sources.json" || file.path == "figures.json" || !file.path.ends_with(".json");
      if (is_other || text.value("id", "") == (left_out.empty() ? "?" : left_out)) continue;
      catalogue[file.path.starts_with("advisories/") ? "advisories" : "cards"].push_back(text);
    }
    put("catalogue.json", catalogue.dump(), {{"kind", "catalogue"}, {"format", 1}});
  }

  // The next version of all but root.
  void advance() {
    keep();
    maker.advance();
  }
  // Metadata of the versions so far stay there.
  void keep() {
    for (const auto& [path, text] : metadata()) old_metadata[path] = text;
  }
  [[nodiscard]] std::map<std::string, std::string> metadata() const {
    const auto version = [](const json& body) { return std::to_string(body["version"].get<int>()); };
    return {{"metadata/" + version(maker.root) + ".root.json", maker.root_text()},
            {"metadata/timestamp.json", maker.timestamp_text()},
            {"metadata/" + version(maker.snapshot) + ".snapshot.json", maker.snapshot_text()},
            {"metadata/" + version(maker.targets) + ".targets.json", maker.targets_text()}};
  }
  [[nodiscard]] std::map<std::string, std::string> all_files() const {
    auto all = old_metadata;
    for (const auto& [path, bytes] : metadata()) all[path] = bytes;
    for (const auto& [path, bytes] : files) all[path] = bytes;
    return all;
  }
};

}  // namespace bycatch
