#include "observed.h"

#include <doctest/doctest.h>

#include "memory_generation.h"
#include "verbs.h"

namespace bycatch {
namespace {

const Identifier kTag{Platform::flickr, IdentifierKind::tag, "selfie"};

std::shared_ptr<MemoryGeneration> tagged_lists() {
  auto out = std::make_shared<MemoryGeneration>();
  out->index_.lists_ = {{std::string(kTestDataset), "2026-01-01", {}},
                        {"few", "2026-01-01", {}},
                        {"many", "2026-01-01", {}},
                        {"silent", "2026-01-01", {}},
                        {"documented", "2026-01-01", {}}};
  for (const auto& [list, count] : {std::pair{0U, 9U}, {1U, 2U}, {2U, 30U}, {3U, 0U}, {4U, 5U}}) {
    out->index_.add(list, kTag, count);
  }
  Advisory advisory;
  advisory.tag = "selfie";
  advisory.level = Level::documented;
  advisory.dataset = "documented";
  out->catalogue_.advisories_ = {advisory};
  return out;
}

}  // namespace

TEST_CASE("observed: tags of listed photos are told behind what sources say, most photos first") {
  const auto answers =
      check_tags({tagged_lists(), {}}, {}, Platform::flickr, std::vector<std::string>{"#Selfie", "other"});
  const auto& told = answers.at(0).advisories;
  REQUIRE(told.size() == 3);
  CHECK(told[0].level == Level::documented);
  CHECK(told[1].level == Level::observed);
  CHECK(told[1].dataset == "many");
  CHECK(told[1].photos == 30);
  CHECK(told[2].dataset == "few");
  CHECK(told[2].unknown.has_value());
  CHECK(answers.at(1).advisories.empty());
  CHECK(answers.at(1).state == State::checked);
}

TEST_CASE("observed: another platform's tag is another tag") {
  CHECK(observed_advisories(*tagged_lists(), {Platform::instagram, IdentifierKind::tag, "selfie"}, {})->empty());
}

TEST_CASE("observed: a damaged index leaves what sources say, and says so") {
  auto generation = tagged_lists();
  generation->index_.damaged_ = KeySpace::tag;
  const auto answer = check_tags({generation, {}}, {}, Platform::flickr, std::vector<std::string>{"selfie"}).at(0);
  CHECK(answer.state == State::partly);
  CHECK(answer.code == ErrorCode::corrupt);
  CHECK(answer.advisories.size() == 1);
}

}  // namespace bycatch
