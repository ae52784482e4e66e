#include "watch_news.h"

#include <doctest/doctest.h>

#include "broker.h"
#include "memory_generation.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

const Identifier kOwnAccount{Platform::flickr, IdentifierKind::account, "99999900001@N00"};
const Identifier kOwnTag{Platform::instagram, IdentifierKind::tag, "selfie"};

// Somebody with a broker, and lists that others take the place of.
struct Watcher {
  TempFolder folder;
  Broker broker{Result<std::filesystem::path>(folder.path())};
  sys_days today = std::chrono::year(2026) / 11 / 23;

  AskBroker ask = [this](const BrokerRecord& record) -> Result<BrokerReply> {
    BrokerReply reply = broker.answer(record, today);
    if (reply.failure) return fail(*reply.failure, "broker");
    return reply;
  };

  void watch(const Identifier& watched, const IndexInUse& index) {
    REQUIRE(ask(WatchRecord{watched}));
    REQUIRE(note_first_seen(index, ask, watched));
  }
  std::vector<WatchNews> news(const IndexInUse& index) { return watch_news(index, ask).value(); }
};

using Photos = std::vector<std::pair<const char*, std::uint64_t>>;

IndexInUse lists(const std::string& name, const Photos& photos, const Identifier& of = kOwnAccount) {
  auto out = std::make_shared<MemoryGeneration>();
  out->name_ = name;
  for (const auto& [dataset, count] : photos) {
    out->index_.lists_.push_back({dataset, "2026-01-01", {}});
    out->index_.add(static_cast<std::uint32_t>(out->index_.lists_.size() - 1), of, count);
  }
  return {out, {}};
}

}  // namespace

TEST_CASE("watch news: only what new lists hold is told, since it was last seen, until it is seen") {
  Watcher person;
  person.watch(kOwnAccount, lists("g1", {{"pipa", 2}}));
  CHECK(person.news(lists("g1", {{"pipa", 2}})).empty());
  const IndexInUse next = lists("g2", {{"megaface", 1}, {"pipa", 4}, {"silent", 0}});
  person.today += days(3);
  const auto news = person.news(next);
  REQUIRE(news.size() == 1);
  CHECK(news[0].id == kOwnAccount.id);
  CHECK(news[0].since == "2026-11-23");
  CHECK((news[0].lists == std::vector<ListCount>{{"megaface", 1}, {"pipa", 2}, {"silent", 1}}));
  CHECK(person.news(next) == news);
  REQUIRE(note_news_seen(next, person.ask));
  CHECK(person.news(next).empty());
  const auto later = person.news(lists("g3", {{"megaface", 1}, {"pipa", 5}, {"silent", 0}}));
  REQUIRE(later.size() == 1);
  CHECK(later[0].since == "2026-11-26");
  CHECK((later[0].lists == std::vector<ListCount>{{"pipa", 1}}));
}

TEST_CASE("watch news: a list that goes is no news, and does not hide another's") {
  Watcher person;
  person.watch(kOwnAccount, lists("g1", {{"megaface", 5}, {"pipa", 2}}));
  CHECK(person.news(lists("g2", {{"pipa", 2}})).empty());
  CHECK(
      (person.news(lists("g2", {{"adience", 5}, {"pipa", 1}})).at(0).lists == std::vector<ListCount>{{"adience", 5}}));
}

TEST_CASE("watch news: what was watched before there were lists is news with the first") {
  Watcher person;
  person.watch(kOwnTag, {nullptr, ErrorCode::no_index});
  CHECK(watch_news({nullptr, ErrorCode::no_index}, person.ask).error().code == ErrorCode::no_index);
  const auto news = person.news(lists("g1", {{"yfcc100m", 7}}, kOwnTag));
  REQUIRE(news.size() == 1);
  CHECK(news[0].since == "2026-11-23");
  CHECK((news[0].lists == std::vector<ListCount>{{"yfcc100m", 7}}));
}

TEST_CASE("watch news: to watch it again changes nothing, to forget it forgets all") {
  Watcher person;
  person.watch(kOwnAccount, lists("g1", {{"pipa", 2}}));
  const IndexInUse next = lists("g2", {{"pipa", 3}});
  person.watch(kOwnAccount, next);
  CHECK(person.news(next).size() == 1);
  REQUIRE(person.ask(UnwatchRecord{kOwnAccount}));
  CHECK(person.news(next).empty());
  person.watch(kOwnAccount, next);
  CHECK(person.news(next).empty());
}

TEST_CASE("watch news: a folder's pictures are news when they were compared with the lists, proven copies alone") {
  Watcher person;
  const Identifier folder{Platform::web, IdentifierKind::imprint, "/data/pictures"};
  std::vector<PictureImprints> pictures(2);
  pictures[0][3].words[0] = 0x7FFF'FFFF;  // a copy is found that is turned
  pictures[1].fill({{~0ULL, ~0ULL, ~0ULL, ~0ULL}});
  REQUIRE(person.ask(WatchRecord{folder}));
  auto state = StateDb::open(person.folder.path()).value();
  REQUIRE(state.watched_folders().set_pictures(folder, pictures));

  auto generation = std::make_shared<MemoryGeneration>();
  generation->name_ = "g1";
  generation->index_.lists_ = {{"pipa", "2026-01-01", {}}, {std::string(kTestDataset), "2026-01-01", {}}};
  generation->index_.add(0, Imprint{{0x7FFF'FFFF, 0x7FFF'FFFF, 0, 0}});    // 31 bits from one, 62 from others
  generation->index_.add(0, Imprint{{~0ULL, ~0ULL, 0xFFFF'FFFF, ~0ULL}});  // 32 bits: possible, no more
  generation->index_.add(1, Imprint{{~0ULL, ~0ULL, ~0ULL, ~0ULL}});
  const auto counts = folder_counts(*generation, pictures, [] { return Status(); });
  CHECK((counts.value() == std::vector<ListCount>{{"pipa", 1}}));

  CHECK(person.news({generation, {}}).empty());
  REQUIRE(state.watched_folders().set_found(folder, "g1", *counts));
  const auto news = person.news({generation, {}});
  REQUIRE(news.size() == 1);
  CHECK(news[0].kind == IdentifierKind::imprint);
  CHECK(news[0].since == "2026-11-23");
  CHECK(news[0].lists == *counts);
  REQUIRE(note_news_seen({generation, {}}, person.ask));
  CHECK(person.news({generation, {}}).empty());

  const auto stopped = folder_counts(*generation, pictures, [] { return fail(ErrorCode::cancelled, "enough"); });
  CHECK(stopped.error().code == ErrorCode::cancelled);
  generation->index_.are_imprints_damaged_ = true;
  CHECK(folder_counts(*generation, pictures, [] { return Status(); }).error().code == ErrorCode::corrupt);
}

TEST_CASE("watch news: test lists are left out, damage and a missing broker are told") {
  Watcher person;
  person.watch(kOwnAccount, lists("g1", {{"pipa", 2}}));
  CHECK(person.news(lists("g2", {{kTestDataset.data(), 9}, {"pipa", 2}})).empty());
  auto damaged = std::make_shared<MemoryGeneration>();
  damaged->name_ = "g3";
  damaged->index_.damaged_ = KeySpace::flickr_account;
  CHECK(watch_news({damaged, {}}, person.ask).error().code == ErrorCode::corrupt);
  const AskBroker nobody = [](const BrokerRecord&) { return fail(ErrorCode::cancelled, "no broker"); };
  CHECK(watch_news(lists("g2", {}), nobody).error().code == ErrorCode::cancelled);
}

TEST_CASE("watch news: of a tag in many lists the first are told") {
  Watcher person;
  std::vector<std::string> names;
  for (char letter = 'a'; letter <= 'z'; ++letter) names.emplace_back(1, letter);
  names.resize(kMaxWatchLists + 1);
  Photos photos;
  for (const std::string& name : names) photos.emplace_back(name.c_str(), 1);
  const IndexInUse index = lists("g1", photos);
  CHECK(watch_counts(*index.generation, kOwnAccount).value().size() == kMaxWatchLists);
  person.watch(kOwnAccount, index);
  CHECK(person.news(lists("g2", photos)).empty());
}

}  // namespace bycatch
