#include "watching.h"

#include <doctest/doctest.h>

#include "memory_generation.h"

namespace bycatch {
namespace {

Watching watching_of(const std::vector<Watch>& watches) {
  return {watches, {}};
}

const Watch kWatchedSelfie{Platform::instagram, IdentifierKind::tag, "selfie", "2026-11-26"};

Answer answer_to(const IndexInUse& index, const Watching& watching, const std::string& tag) {
  return check_tags(index, watching, Platform::instagram, std::vector{tag}).at(0);
}

std::shared_ptr<MemoryGeneration> advised_tag() {
  auto out = std::make_shared<MemoryGeneration>();
  out->index_.lists_ = {{"faces", "2026-01-01", {}}};
  Advisory advisory;
  advisory.tag = "selfie";
  advisory.level = Level::documented;
  advisory.dataset = "faces";
  out->catalogue_.advisories_ = {advisory};
  return out;
}

}  // namespace

TEST_CASE("watching: a watched tag says so after what sources say, however it is written") {
  const Answer answer = answer_to({advised_tag(), {}}, watching_of({kWatchedSelfie}), "#SELFIE");
  REQUIRE(answer.advisories.size() == 2);
  CHECK(answer.state == State::checked);
  CHECK(answer.advisories[0].level == Level::documented);
  CHECK(answer.advisories[1].level == Level::watched);
  CHECK(answer.advisories[1].tag == "selfie");
  CHECK(!answer.advisories[1].dataset);
}

TEST_CASE("watching: another site's tag, or another word, is not watched") {
  const IndexInUse index{advised_tag(), {}};
  Watch elsewhere = kWatchedSelfie;
  elsewhere.platform = Platform::flickr;
  CHECK(answer_to(index, watching_of({elsewhere}), "selfie").advisories.size() == 1);
  CHECK(answer_to(index, watching_of({kWatchedSelfie}), "selfies").advisories.empty());
}

TEST_CASE("watching: without lists a watched tag is told, and the rest not checked") {
  const Answer answer = answer_to({nullptr, {}}, watching_of({kWatchedSelfie}), "selfie");
  CHECK(answer.state == State::not_checked);
  CHECK(answer.code == ErrorCode::no_index);
  CHECK(answer.advisories.size() == 1);
}

TEST_CASE("watching: a watch list that cannot be read leaves what sources say, and says so") {
  const Answer answer = answer_to({advised_tag(), {}}, {{}, ErrorCode::corrupt}, "selfie");
  CHECK(answer.state == State::partly);
  CHECK(answer.code == ErrorCode::corrupt);
  CHECK(answer.advisories.size() == 1);
}

TEST_CASE("watching: a damaged watch list does not pass for a damaged index") {
  CHECK(watching(fail(ErrorCode::corrupt, "state.db")).trouble == ErrorCode::internal);
  CHECK(watching(fail(ErrorCode::io, "state.db")).trouble == ErrorCode::internal);
  CHECK(watching(fail(ErrorCode::timeout, "broker")).trouble == ErrorCode::timeout);
  CHECK(!watching(std::vector<Watch>()).trouble);
}

TEST_CASE("watching: many advisories do not hide that a tag is watched") {
  auto generation = advised_tag();
  generation->catalogue_.advisories_.resize(80, generation->catalogue_.advisories_[0]);
  const Answer answer = answer_to({generation, {}}, watching_of({kWatchedSelfie}), "selfie");
  CHECK(answer.advisories.size() == 64);
  CHECK(answer.advisories.back().level == Level::watched);
}

TEST_CASE("watching: a caption tells its watched tags as they are written") {
  const Answer answer =
      check_caption({advised_tag(), {}}, watching_of({kWatchedSelfie}), Platform::instagram, "me #SelFie", {});
  REQUIRE(answer.advisories.size() == 2);
  CHECK(answer.advisories[1].level == Level::watched);
  CHECK(answer.advisories[1].written == std::vector<std::string>{"#SelFie"});
}

TEST_CASE("watching: words name what lists are keyed by") {
  const auto name = [](Platform platform, IdentifierKind kind, const std::string& word) {
    return watched_identifier(platform, kind, word);
  };
  CHECK(name(Platform::flickr, IdentifierKind::tag, "#ETH Zürich")->id == "ethzürich");
  CHECK(name(Platform::flickr, IdentifierKind::account, "99999900001@N00")->id == "99999900001@N00");
  for (const auto& [platform, kind, word] : {std::tuple{Platform::instagram, IdentifierKind::tag, "two words"},
                                             {Platform::instagram, IdentifierKind::tag, "#"},
                                             {Platform::instagram, IdentifierKind::account, "somebody"},
                                             {Platform::flickr, IdentifierKind::photo, "9000000000001"}}) {
    CHECK(name(platform, kind, word).error().code == ErrorCode::not_checkable);
  }
}

TEST_CASE("watching: pages that do not end, or hold too much, are corrupt") {
  const auto endless = [](const WatchQuery&) -> Result<BrokerReply> {
    return BrokerReply{{}, {}, {{kWatchedSelfie}, 1}, {}};
  };
  CHECK(all_watches(endless).error().code == ErrorCode::corrupt);
  const auto flood = [](const WatchQuery& query) -> Result<BrokerReply> {
    return BrokerReply{{}, {}, {std::vector<Watch>(200, kWatchedSelfie), query.from + 1}, {}};
  };
  CHECK(all_watches(flood).error().code == ErrorCode::corrupt);
}

}  // namespace bycatch
