#include "lookup.h"

#include <doctest/doctest.h>

#include "memory_generation.h"
#include "verbs.h"

namespace bycatch {

namespace {

constexpr std::uint32_t kTest = 0;
constexpr std::uint32_t kStreet = 1;
constexpr std::uint32_t kMasks = 2;

const Identifier kTestPhoto{Platform::flickr, IdentifierKind::photo, "9999999999999"};
const Identifier kListedPhoto{Platform::flickr, IdentifierKind::photo, "9000000000001"};
const Identifier kOtherPhoto{Platform::flickr, IdentifierKind::photo, "9000000009999"};
const Identifier kOwner{Platform::flickr, IdentifierKind::account, "99999900001@N00"};
const Identifier kAlias{Platform::flickr, IdentifierKind::account, "some-alias"};
const Identifier kMedia{Platform::instagram, IdentifierKind::media, "9100000000000000010"};

std::shared_ptr<MemoryGeneration> test_lists_only() {
  auto out = std::make_shared<MemoryGeneration>();
  out->index_.lists_ = {{"bycatch-test", "2020-01-01", {}}};
  out->index_.add(kTest, kTestPhoto);
  return out;
}

std::shared_ptr<MemoryGeneration> three_lists() {
  auto out = test_lists_only();
  out->index_.lists_.push_back({"street", "2025-03-01", {}});
  out->index_.lists_.push_back({"masks", "2026-02-03", {}});
  out->index_.add(kStreet, kListedPhoto);
  out->index_.add(kStreet, kOwner, 12);
  out->index_.add(kMasks, kMedia);
  out->index_.add(kMasks, kOwner);
  return out;
}

Answer ask(std::shared_ptr<const Generation> generation, std::vector<Identifier> identifiers) {
  auto answers = look_up({std::move(generation), {}}, {{"p1", std::move(identifiers)}});
  REQUIRE(answers.size() == 1);
  return answers.front();
}

Listing listing(std::string dataset, Match match, std::optional<std::int64_t> count = {}) {
  Listing out;
  out.dataset = std::move(dataset);
  out.match = match;
  out.count = count;
  return out;
}

}  // namespace

TEST_CASE("lookup: a listed photo names its list, its kind of match and what a negative answer would be worth") {
  const Answer answer = ask(three_lists(), {kListedPhoto});
  CHECK(answer.subject == "p1");
  CHECK(answer.state == State::checked);
  CHECK(!answer.code);
  CHECK(answer.identifiers == std::vector{kListedPhoto});
  CHECK(answer.listings == std::vector{listing("street", Match::photo)});
  CHECK(answer.coverage == Coverage{2, 1, "2026-02-03", {}});
}

TEST_CASE("lookup: a photo in no list is checked, and only lists with such keys could hold it") {
  CHECK(ask(three_lists(), {kOtherPhoto}).state == State::checked);
  CHECK(ask(three_lists(), {kOtherPhoto}).listings.empty());
  CHECK(ask(three_lists(), {kOtherPhoto}).coverage.could_hold == 1);
  CHECK(ask(three_lists(), {kOtherPhoto, kMedia}).coverage.could_hold == 2);
}

TEST_CASE("lookup: an account is listed with its count, unless the list does not say") {
  CHECK(ask(three_lists(), {kOwner}).listings ==
        std::vector{listing("masks", Match::account), listing("street", Match::account, 12)});
}

TEST_CASE("lookup: the photo's own listing stands before its owner's, one a dataset, in either order of finding") {
  const std::vector expected{listing("street", Match::photo), listing("masks", Match::account)};
  CHECK(ask(three_lists(), {kListedPhoto, kOwner}).listings == expected);
  CHECK(ask(three_lists(), {kOwner, kListedPhoto}).listings == expected);
}

TEST_CASE("lookup: two lists of one dataset are one listing with the larger count") {
  auto generation = three_lists();
  generation->index_.lists_.push_back({"street", "2024-01-01", {}});
  generation->index_.add(3, kOwner, 40);
  CHECK(ask(generation, {kOwner}).listings.back() == listing("street", Match::account, 40));
}

TEST_CASE("lookup: what no list can be keyed by is not checkable, with or without an index") {
  for (const auto& generation : {three_lists(), std::shared_ptr<MemoryGeneration>{}}) {
    for (const std::vector<Identifier>& identifiers : {std::vector<Identifier>{}, std::vector{kAlias}}) {
      const Answer answer = ask(generation, identifiers);
      CHECK(answer.state == State::not_checked);
      CHECK(answer.code == ErrorCode::not_checkable);
    }
  }
}

TEST_CASE("lookup: without a generation nothing is checked, and the reason is the index's own") {
  CHECK(ask(nullptr, {kListedPhoto}).state == State::not_checked);
  CHECK(ask(nullptr, {kListedPhoto}).code == ErrorCode::no_index);
  CHECK(look_up({nullptr, ErrorCode::unsupported}, {{"p", {kListedPhoto}}}).front().code == ErrorCode::unsupported);
}

TEST_CASE("lookup: with test lists alone a test identifier is found and nothing else is called not listed") {
  const Answer test = ask(test_lists_only(), {kTestPhoto});
  CHECK(test.state == State::checked);
  CHECK(test.listings == std::vector{listing("bycatch-test", Match::photo)});
  CHECK(test.coverage == Coverage{0, 0, {}, {}});
  const Answer other = ask(test_lists_only(), {kOtherPhoto});
  CHECK(other.state == State::not_checked);
  CHECK(other.code == ErrorCode::no_index);
}

TEST_CASE("lookup: one damaged key space leaves what the others say") {
  auto generation = three_lists();
  generation->index_.damaged_ = KeySpace::flickr_photo;
  const Answer alone = ask(generation, {kListedPhoto});
  CHECK(alone.state == State::not_checked);
  CHECK(alone.code == ErrorCode::corrupt);
  CHECK(alone.coverage.could_hold == 0);
  const Answer partly = ask(generation, {kListedPhoto, kOwner});
  CHECK(partly.state == State::partly);
  CHECK(partly.code == ErrorCode::corrupt);
  CHECK(partly.listings.size() == 2);
  CHECK(ask(generation, {kMedia}).state == State::checked);
}

TEST_CASE("lookup: more keys than a batch are asked in several, each answer its own") {
  auto generation = three_lists();
  std::vector<Asked> asked;
  for (int at = 0; at < 10'000; ++at) {
    // Every second subject twice, so that keys repeat.
    asked.push_back({std::to_string(at), {{Platform::flickr, IdentifierKind::photo, std::to_string(50'000 - at / 2)}}});
  }
  generation->index_.add(kStreet, asked[0].identifiers[0]);  // the largest key: in the last batch
  const auto answers = look_up({generation, {}}, std::move(asked));
  REQUIRE(answers.size() == 10'000);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    CAPTURE(at);
    CHECK(answers[at].subject == std::to_string(at));
    CHECK(answers[at].listings.empty() == (at >= 2));
  }
}

TEST_CASE("lookup: hits that point outside lists are damage, not a listing") {
  struct Lying : MemoryIndex {
    Status lookup(KeySpace, std::span<const Key>, std::vector<Hit>& out) const override {
      out.push_back(hit);
      return {};
    }
    Hit hit{};
  };
  struct LyingGeneration : MemoryGeneration {
    [[nodiscard]] const Index& index() const noexcept override { return lying; }
    Lying lying;
  };
  auto generation = std::make_shared<LyingGeneration>();
  generation->lying.lists_ = {{"street", "2025-03-01", {1}}};
  for (const Hit hit : {Hit{1, 0, 0}, Hit{0, 1, 0}, Hit{0xffffffff, 0xffffffff, 0}}) {
    generation->lying.hit = hit;
    CHECK(ask(generation, {kListedPhoto}).code == ErrorCode::corrupt);
    CHECK(ask(generation, {kListedPhoto}).listings.empty());
  }
}

TEST_CASE("check: of each platform and kind the first address counts") {
  const Photo photo{
      "p",
      {"https://live.staticflickr.com/65535/9000000009999_abcdef0123_b.jpg",
       "https://www.flickr.com/photos/some-alias/9000000000001/", "https://www.flickr.com/people/some-alias/",
       "https://live.staticflickr.com/65535/buddyicons/99999900001@N00.jpg",
       "https://live.staticflickr.com/65535/buddyicons/99999900002@N00.jpg"}};
  const auto answers = check_photos({three_lists(), {}}, std::vector{photo});
  // Of accounts, the first by which a list can be keyed.
  CHECK(answers.at(0).identifiers == std::vector{kOtherPhoto, kOwner});
  CHECK(answers.at(0).listings.size() == 2);
}

TEST_CASE("check: the exact address counts once a list is keyed by addresses, and not before") {
  const std::vector<Photo> photos{{"p", {"data:,", "HTTPS://Example.org/a.jpg#top", "https://example.org/b.jpg"}},
                                  {"q", {"https://example.org/c.jpg"}}};
  auto generation = three_lists();
  CHECK(check_photos({generation, {}}, photos).at(0).code == ErrorCode::not_checkable);
  generation->index_.add(kMasks, {Platform::web, IdentifierKind::url, "https://example.org/a.jpg"});
  const auto answers = check_photos({generation, {}}, photos);
  CHECK(answers.at(0).listings == std::vector{listing("masks", Match::photo)});
  CHECK(answers.at(1).state == State::checked);
  CHECK(answers.at(1).coverage.could_hold == 1);
}

TEST_CASE("account: NSIDs are looked up, other names are not checkable") {
  const auto answers = check_accounts({three_lists(), {}}, Platform::flickr,
                                      std::vector<std::string>{"99999900001@N00", "some-alias", ""});
  CHECK(answers.at(0).listings.size() == 2);
  CHECK(answers.at(0).subject == "99999900001@N00");
  CHECK(answers.at(1).code == ErrorCode::not_checkable);
  CHECK(answers.at(2).code == ErrorCode::not_checkable);
  CHECK(check_accounts({three_lists(), {}}, Platform::instagram, std::vector<std::string>{"someone"}).at(0).code ==
        ErrorCode::not_checkable);
}

TEST_CASE("tags: an advisory is found however the tag is written") {
  auto generation = three_lists();
  Advisory advisory;
  advisory.tag = "facemask";
  advisory.level = Level::inferred;
  advisory.dataset = "masks";
  generation->catalogue_.advisories_ = {advisory};
  const auto answers = check_tags({generation, {}}, {}, Platform::instagram,
                                  std::vector<std::string>{"#FaceMask", "facemask", "other", "#", "two words"});
  CHECK(answers.at(0).advisories == std::vector{advisory});
  CHECK(answers.at(0).subject == "#FaceMask");
  CHECK(answers.at(0).identifiers == std::vector{Identifier{Platform::instagram, IdentifierKind::tag, "facemask"}});
  CHECK(answers.at(1).advisories.size() == 1);
  CHECK(answers.at(2).state == State::checked);
  CHECK(answers.at(2).advisories.empty());
  CHECK(answers.at(3).code == ErrorCode::not_checkable);
  CHECK(answers.at(4).code == ErrorCode::not_checkable);
}

TEST_CASE("tags: a damaged or missing catalogue is never an empty answer") {
  auto generation = three_lists();
  generation->catalogue_.damage_ = ErrorCode::corrupt;
  const std::vector<std::string> tag{"facemask"};
  CHECK(check_tags({generation, {}}, {}, Platform::flickr, tag).at(0).state == State::not_checked);
  CHECK(check_tags({generation, {}}, {}, Platform::flickr, tag).at(0).code == ErrorCode::corrupt);
  CHECK(check_tags({nullptr, {}}, {}, Platform::flickr, tag).at(0).code == ErrorCode::no_index);
}

TEST_CASE("status: tests do not count, and the state says what is wrong") {
  const StatusReply whole = status({7}, {three_lists(), {}}, {}, true);
  CHECK(whole.id == 7);
  CHECK(whole.index == IndexState::ready);
  CHECK(!whole.code);
  CHECK(whole.lists == 2);
  CHECK(whole.records == 4);
  CHECK(whole.data_date == "2026-02-03");
  CHECK(whole.broker);

  const StatusReply empty = status({7}, {test_lists_only(), {}}, {}, false);
  CHECK(empty.index == IndexState::empty);
  CHECK(empty.code == ErrorCode::no_index);
  CHECK(empty.lists == 0);
  CHECK(empty.records == 0);
  CHECK(!empty.broker);

  CHECK(status({7}, {nullptr, ErrorCode::no_index}, {}, true).index == IndexState::empty);
  CHECK(status({7}, {nullptr, ErrorCode::corrupt}, {}, true).index == IndexState::damaged);
  const StatusReply old = status({7}, {three_lists(), ErrorCode::corrupt}, {}, true);
  CHECK(old.index == IndexState::damaged);
  CHECK(old.code == ErrorCode::corrupt);
  CHECK(old.lists == 2);
}

}  // namespace bycatch
