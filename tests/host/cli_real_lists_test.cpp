// Published lists, where a machine has them; they are never part of the repository.
#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>

#include "command_run.h"

namespace bycatch {
namespace {

std::filesystem::path lists_folder() {
  const char* given = std::getenv("BYCATCH_LISTS");
  return given != nullptr ? given : BYCATCH_SOURCE "/../shared/data/lists";
}

}  // namespace

TEST_CASE("real lists: every Instagram asset of the mask dataset is answered") {
  const auto folder = lists_folder();
  const std::vector<std::string> files = {(folder / "covid19-mask-image-dataset.tsv").string(),
                                          (folder / "covid19-mask-image-dataset-removed.tsv").string()};
  std::set<std::string> assets;
  for (const std::string& file : files) {
    std::ifstream list(file);
    for (std::string platform, kind, id; list >> platform >> kind >> id;) {
      if (kind == "asset") {
        assets.insert(id);
      }
    }
  }
  if (assets.empty()) {
    std::cout << "skipped: real lists (BYCATCH_LISTS names a folder that has them)\n";
    return;
  }
  CHECK(assets.size() == 1192);

  const TempFolder home;
  const auto run = [&](std::vector<std::string> words, const std::string& input) {
    return CommandRun(BYCATCH_BINARY, home.path(), words, {.input = input, .max_file_bytes = {}}).wait();
  };
  CHECK(run({"import", "--dataset", "covid19-mask-image-dataset", files[0], files[1]}, "").code == 0);
  std::string urls;
  for (const std::string& asset : assets) {
    urls += "https://scontent.cdninstagram.com/v/t51.2885-15/" + asset + "_n.jpg\n";
  }
  const Ended checked = run({"check", "--json", "-"}, urls);
  CHECK(checked.code == 1);
  std::size_t listed = 0;
  std::istringstream lines(checked.out);
  for (std::string line; std::getline(lines, line);) {
    listed += line.find(R"({"dataset":"covid19-mask-image-dataset","match":"photo"})") != std::string::npos ? 1U : 0U;
  }
  CHECK(listed == assets.size());
}

}  // namespace bycatch
