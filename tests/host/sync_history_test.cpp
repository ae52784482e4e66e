#include "sync_history.h"

#include <doctest/doctest.h>

#include <fstream>

#include "temp_folder.h"

namespace bycatch {
namespace {

struct History {
  TempFolder folder;
  History() { std::filesystem::create_directory(folder.path() / "feed"); }
  void write(const std::string& text) const { std::ofstream(folder.path() / "feed/history", std::ios::binary) << text; }
  [[nodiscard]] std::vector<PastSync> read() const { return read_sync_history(folder.path()); }
};

}  // namespace

TEST_CASE("sync history: the last sixty are kept, oldest first") {
  const History history;
  CHECK(history.read().empty());
  for (std::int64_t at = 1; at <= 62; ++at) {
    const auto code = at % 2 == 0 ? std::optional(ErrorCode::offline) : std::nullopt;
    REQUIRE(add_to_sync_history(history.folder.path(), {at, code, at * 1000}));
  }
  const auto syncs = history.read();
  REQUIRE(syncs.size() == kMaxPastSyncs);
  CHECK((syncs.front() == PastSync{3, {}, 3000}));
  CHECK((syncs.back() == PastSync{62, ErrorCode::offline, 62'000}));
}

TEST_CASE("sync history: lines that are none are left out, and no more is read than can be kept") {
  const History history;
  history.write(
      "1\tok\t5\nx\tok\t5\n2\tfine\t5\n3\tok\n4\tok\t-1\n5\tok\t9007199254740992\n\n6\ttls\t0\n7\tok\t1\t2\n8\tok\t3");
  CHECK((history.read() == std::vector<PastSync>{{1, {}, 5}, {6, ErrorCode::tls, 0}}));
  history.write(std::string(100'000, '\n'));
  CHECK(history.read().empty());
  std::string many;
  for (int at = 0; at < 100; ++at) many += std::to_string(at) + "\tok\t0\n";
  history.write(many);
  REQUIRE(history.read().size() == kMaxPastSyncs);
  CHECK(history.read().front().at == 40);
}

}  // namespace bycatch
