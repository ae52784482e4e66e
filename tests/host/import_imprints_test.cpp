// The real `bycatch import --hashes`, and what becomes of the pictures in later imports.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "command_run.h"
#include "generation.h"

namespace bycatch {
namespace {

Imprint made_up_imprint(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return {{random(), random(), random(), random()}};
}

class ImprintImporter {
 public:
  Ended run(std::vector<std::string> words) const { return CommandRun(BYCATCH_BINARY, home(), words, {}).wait(); }
  nlohmann::json json(std::vector<std::string> words, int code) const {
    words.emplace_back("--json");
    const Ended ended = run(std::move(words));
    CAPTURE(ended.err);
    CHECK(ended.code == code);
    return nlohmann::json::parse(ended.out.substr(0, ended.out.find('\n')), nullptr, false);
  }
  std::string file(const std::string& name, const std::string& contents) const {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << contents;
    return path.string();
  }
  // The list that holds just this imprint, or nothing.
  [[nodiscard]] std::string dataset_with(const Imprint& imprint) const {
    const auto live = Generation::open_live(home()).value();
    std::vector<NearHit> hits;
    REQUIRE(live->index().near(imprint, 0, hits));
    return hits.empty() ? "" : live->index().lists()[hits[0].list].dataset;
  }
  [[nodiscard]] std::filesystem::path home() const { return folder_.path() / "home"; }

 private:
  TempFolder folder_;
};

}  // namespace

TEST_CASE("import --hashes: refused by reason, kept by later imports, the same again changes nothing") {
  const ImprintImporter importer;
  const std::string good = to_text(made_up_imprint(1)) + ",100,a.jpg\n" + to_text(made_up_imprint(2)) + "\n";
  const std::string file = importer.file("pdq.txt", good + to_text(made_up_imprint(3)) + ",49,fog.jpg\nno hash\n");
  const auto first = importer.json({"import", "--dataset", "faces", "--hashes", file, "--radius", "20"}, 0);
  CHECK(first["accepted"] == 2);
  CHECK(first["changed"] == true);
  CHECK(first["files"][0]["format"] == "pdq-hashes");
  CHECK(first["files"][0]["refused"]["low_quality"] == nlohmann::json{{"rows", 1}, {"lines", {3}}});
  CHECK(first["files"][0]["refused"]["columns"] == nlohmann::json{{"rows", 1}, {"lines", {4}}});
  CHECK(importer.dataset_with(made_up_imprint(1)) == "faces");
  CHECK(importer.dataset_with(made_up_imprint(3)).empty());
  CHECK(Generation::open_live(importer.home()).value()->index().lists()[0].radius == 20);

  const Ended again = importer.run({"import", "--dataset", "faces", "--hashes", file, "--radius", "20"});
  CHECK(again.out == "already there: 2 rows into faces\nit holds 2 pictures\n");
  CHECK(again.err.contains("too little to see in them"));

  REQUIRE(importer.run({"import", "--starter"}).code == 0);
  REQUIRE(importer.run({"import", "--dataset", "other", importer.file("ids", "9000000000011\n")}).code == 0);
  CHECK(importer.dataset_with(made_up_imprint(2)) == "faces");
}

TEST_CASE("import --hashes: what cannot be taken leaves all as it was and says why") {
  const ImprintImporter importer;
  const std::string good = importer.file("good", to_text(made_up_imprint(1)) + "\n");
  REQUIRE(importer.run({"import", "--dataset", "faces", "--hashes", good}).code == 0);
  const std::string before = Generation::open_live(importer.home()).value()->name();
  const std::string fog = importer.file("fog", to_text(made_up_imprint(2)) + ",7\n");
  for (const auto& [path, code] : {std::pair(fog, "bad_format"),
                                   {importer.file("empty", ""), "bad_format"},
                                   {importer.file("ids", "9000000000011\n"), "bad_format"},
                                   {importer.file("zip", "PK\x03\x04 and so on"), "bad_format"},
                                   {std::string("/nowhere"), "not_found"}}) {
    CAPTURE(path);
    CHECK(importer.json({"import", "--dataset", "faces", "--hashes", path}, 2)["code"] == code);
  }
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"import", "--hashes", good},
        {"import", "--dataset", "x"},
        {"import", "--dataset", "x", "--hashes", good, "--radius", "61"},
        {"import", "--dataset", "x", "--hashes", good, "--radius", "-1"},
        {"import", "--dataset", "x", "--radius", "3", importer.file("rows", "9000000000011\n")},
        {"import", "--dataset", "x", "--hashes", good, "--starter"}}) {
    CHECK(importer.run(words).code == 2);
  }
  CHECK(Generation::open_live(importer.home()).value()->name() == before);
  CHECK(importer.dataset_with(made_up_imprint(1)) == "faces");
}

}  // namespace bycatch
