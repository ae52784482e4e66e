// What is said of a picture and of a caption that are about to be posted.
#include <doctest/doctest.h>

#include <random>

#include "base64.h"
#include "memory_generation.h"
#include "verbs.h"

namespace bycatch {

namespace {

constexpr std::uint32_t kTestList = 0;
constexpr std::uint32_t kStreetList = 1;
constexpr std::uint32_t kStrict = 2;

Imprint some_imprint(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return {{random(), random(), random(), random()}};
}

Imprint flipped(Imprint imprint, std::size_t bits) {
  for (std::size_t bit = 0; bit < bits; ++bit) imprint.words[bit % 4] ^= std::uint64_t{1} << (bit / 4 * 3);
  return imprint;
}

// A picture that turned or mirrored has other imprints.
DihedralResult picture(const Imprint& upright, int quality = 100) {
  DihedralResult out{};
  for (std::size_t i = 0; i < kDihedrals; ++i) out.imprints[i] = some_imprint(1000 + i);
  out.imprints[0] = upright;
  out.quality = quality;
  return out;
}

// `street` has the usual radius, `strict` one of 10.
std::shared_ptr<MemoryGeneration> some_lists() {
  auto out = std::make_shared<MemoryGeneration>();
  out->index_.lists_ = {{"bycatch-test", "2020-01-01", {}}, {"street", "2025-03-01", {}}, {"strict", "2026-02-03", {}}};
  out->index_.lists_[kStrict].radius = 10;
  return out;
}

std::vector<std::pair<std::string, std::int64_t>> proven(const Answer& answer) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const Listing& listing : answer.listings) {
    CHECK(listing.match == Match::copy);
    if (!listing.possible) out.emplace_back(listing.dataset, listing.distance.value());
  }
  return out;
}

std::vector<std::pair<std::string, std::int64_t>> possible(const Answer& answer) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const Listing& listing : answer.listings) {
    if (listing.possible) out.emplace_back(listing.dataset, listing.distance.value());
  }
  return out;
}

using Copies = std::vector<std::pair<std::string, std::int64_t>>;

Advisory advisory(std::string tag, std::string dataset) {
  Advisory out;
  out.tag = std::move(tag);
  out.dataset = std::move(dataset);
  out.level = Level::inferred;
  return out;
}

}  // namespace

TEST_CASE("review: a copy within its list's radius is proven, one a little beyond is possible, others are nothing") {
  const Imprint shown = some_imprint(1);
  for (const auto& [bits, street, strict] :
       {std::tuple{0, 1, 1}, {10, 1, 1}, {11, 1, 2}, {31, 1, 2}, {32, 2, 2}, {48, 2, 2}, {49, 0, 0}}) {
    CAPTURE(bits);
    const auto lists = some_lists();
    lists->index_.add(kStreetList, flipped(shown, static_cast<std::size_t>(bits)));
    lists->index_.add(kStrict, flipped(shown, static_cast<std::size_t>(bits)));
    const Answer answer = check_picture({lists, {}}, "f1", picture(shown));
    CHECK(answer.subject == "f1");
    CHECK(answer.state == State::checked);
    CHECK(answer.identifiers == std::vector<Identifier>{{Platform::web, IdentifierKind::imprint, to_text(shown)}});
    Copies expected_proven;
    Copies expected_possible;
    if (street == 1) expected_proven.emplace_back("street", bits);
    if (street == 2) expected_possible.emplace_back("street", bits);
    if (strict == 1) expected_proven.emplace_back("strict", bits);
    if (strict == 2) expected_possible.emplace_back("strict", bits);
    CHECK(proven(answer) == expected_proven);
    CHECK(possible(answer) == expected_possible);
    CHECK(answer.coverage == Coverage{2, 2, "2026-02-03", {}});
  }
}

TEST_CASE("review: of several near pictures of a list the nearest counts, and proven ones stand first") {
  const Imprint shown = some_imprint(2);
  const auto lists = some_lists();
  lists->index_.add(kStrict, flipped(shown, 12));
  lists->index_.add(kStreetList, flipped(shown, 40));
  lists->index_.add(kStreetList, flipped(shown, 20));
  const Answer answer = check_picture({lists, {}}, "f1", picture(shown));
  REQUIRE(answer.listings.size() == 2);
  CHECK(answer.listings[0].dataset == "street");
  CHECK(answer.listings[0].distance == 20);
  CHECK(answer.listings[1].possible == true);
}

TEST_CASE("review: a mirrored copy is found") {
  const auto lists = some_lists();
  const DihedralResult shown = picture(some_imprint(3));
  lists->index_.add(kStreetList, flipped(shown.imprints[5], 7));
  CHECK(proven(check_picture({lists, {}}, "f1", shown)) == Copies{{"street", 7}});
}

TEST_CASE("review: a picture with too little to see in it is not checkable, whatever is near") {
  const auto lists = some_lists();
  lists->index_.add(kStreetList, some_imprint(4));
  const Answer answer = check_picture({lists, {}}, "f1", picture(some_imprint(4), kMinQuality - 1));
  CHECK(answer.state == State::not_checked);
  CHECK(answer.code == ErrorCode::not_checkable);
  CHECK(answer.listings.empty());
  CHECK(check_picture({lists, {}}, "f1", picture(some_imprint(4), kMinQuality)).listings.size() == 1);
}

TEST_CASE("review: without lists of imprints a picture is not checked; a test picture is found and not counted") {
  const auto lists = some_lists();
  CHECK(check_picture({lists, {}}, "f1", picture(some_imprint(5))).code == ErrorCode::no_index);
  lists->index_.add(kTestList, some_imprint(6));
  CHECK(check_picture({lists, {}}, "f1", picture(some_imprint(5))).code == ErrorCode::no_index);
  const Answer found = check_picture({lists, {}}, "f1", picture(some_imprint(6)));
  CHECK(found.state == State::checked);
  CHECK(proven(found) == Copies{{"bycatch-test", 0}});
  CHECK(found.coverage.could_hold == 0);
  CHECK(check_picture({nullptr, ErrorCode::corrupt}, "f1", picture(some_imprint(5))).code == ErrorCode::corrupt);
}

TEST_CASE("review: a damaged index is never \"not listed\"") {
  const auto lists = some_lists();
  lists->index_.add(kStreetList, some_imprint(7));
  lists->index_.are_imprints_damaged_ = true;
  const Answer answer = check_picture({lists, {}}, "f1", picture(some_imprint(8)));
  CHECK(answer.state == State::not_checked);
  CHECK(answer.code == ErrorCode::corrupt);
}

TEST_CASE("review: a caption's tags are told once each, with how they are written there") {
  const auto lists = some_lists();
  lists->catalogue_.advisories_ = {advisory("facemask", "masks"), advisory("selfie", "faces")};
  const std::vector<std::string> tags = {"selfie", "plain"};
  const Answer answer =
      check_caption({lists, {}}, {}, Platform::instagram, "Look #FaceMask and #other, #facemask #FaceMask", tags);
  CHECK(answer.subject == "caption");
  CHECK(answer.state == State::checked);
  CHECK(answer.identifiers.size() == 4);
  REQUIRE(answer.advisories.size() == 2);
  CHECK(answer.advisories[0].dataset == "masks");
  CHECK(answer.advisories[0].written == std::vector<std::string>{"#FaceMask", "#facemask"});
  CHECK(answer.advisories[1].written == std::vector<std::string>{"selfie"});
}

TEST_CASE("review: a caption without tags is checked; one that is too long, or a wall of tags, in part") {
  const IndexInUse index{some_lists(), {}};
  CHECK(check_caption(index, {}, Platform::flickr, "", {}).state == State::checked);
  CHECK(check_caption(index, {}, Platform::flickr, "no tag # here", {}).state == State::checked);
  const Answer cut = check_caption(index, {}, Platform::flickr, std::string(kMaxRequestBytes, 'x'), {});
  CHECK(cut.state == State::partly);
  CHECK(cut.code == ErrorCode::too_large);
  std::string wall;
  for (int tag = 0; tag < 5000; ++tag) wall += "#t" + std::to_string(tag);
  const Answer many = check_caption(index, {}, Platform::instagram, wall, {});
  CHECK(many.state == State::partly);
  CHECK(many.code == ErrorCode::too_large);
  CHECK(many.identifiers.size() == 32);
  CHECK(check_caption({nullptr, {}}, {}, Platform::flickr, "", {}).code == ErrorCode::no_index);
}

TEST_CASE("review: when some tags cannot be looked up the caption is checked in part at most") {
  const auto lists = some_lists();
  lists->index_.damaged_ = KeySpace::tag;
  CHECK(check_caption({lists, {}}, {}, Platform::flickr, "#one", {}).state == State::partly);
  lists->catalogue_.damage_ = ErrorCode::corrupt;
  const Answer answer = check_caption({lists, {}}, {}, Platform::flickr, "#one", {});
  CHECK(answer.state == State::not_checked);
  CHECK(answer.code == ErrorCode::corrupt);
}

TEST_CASE("review: a message is answered as it asks, or refused") {
  const IndexInUse index{some_lists(), {}};
  ReviewRequest request;
  request.id = 8;
  request.platform = Platform::instagram;
  CHECK(review(request, index, {}).error().code == ErrorCode::bad_request);
  request.caption = "#x";
  CHECK(review(request, index, {})->answers.size() == 1);
  request.photo = Picture{"f1", std::string(87384, '!')};
  CHECK(review(request, index, {}).error().code == ErrorCode::bad_request);
  request.photo->thumbnail = std::string(87382, 'A') + "==";
  const auto reply = review(request, index, {});
  REQUIRE(reply.has_value());
  REQUIRE(reply->answers.size() == 2);
  CHECK(reply->answers[0].subject == "f1");
  CHECK(reply->answers[0].code == ErrorCode::not_checkable);  // all black
  CHECK(reply->answers[1].subject == "caption");
}

TEST_CASE("base64: the one right text of so many bytes, and no other") {
  const auto decoded = [](std::string_view text, std::size_t size) -> std::optional<std::string> {
    std::vector<std::uint8_t> out(size);
    if (!decode_base64(text, out)) return std::nullopt;
    return std::string(out.begin(), out.end());
  };
  CHECK(decoded("", 0) == "");
  CHECK(decoded("Zg==", 1) == "f");
  CHECK(decoded("Zm8=", 2) == "fo");
  CHECK(decoded("Zm9v", 3) == "foo");
  CHECK(decoded("Zm9vYmFy", 6) == "foobar");
  CHECK(decoded("+/+/", 3) == "\xfb\xff\xbf");
  for (const char* bad : {"Zg=", "Zg", "Zh==", "Zg=A", "Z===", "====", "Zg==Zg==", " Zg=", "Zg\n=", "Zm8="}) {
    CAPTURE(bad);
    CHECK_FALSE(decoded(bad, 1));
  }
  CHECK_FALSE(decoded("Zm9=", 2));
  CHECK_FALSE(decoded("Zm-_", 3));
}

}  // namespace bycatch
