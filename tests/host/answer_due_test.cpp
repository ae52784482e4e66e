#include "answer_due.h"

#include <doctest/doctest.h>

#include <tuple>

namespace bycatch {

TEST_CASE("answer due: by the law that the letter cites, and by no other") {
  using Case = std::tuple<Letter, const char*, std::optional<std::string>>;
  for (const auto& [letter, sent, due] : {Case{Letter::gdpr_access, "2026-11-25", "2026-12-25"},
                                          {Letter::gdpr_erasure, "2026-12-15", "2027-01-15"},
                                          {Letter::gdpr_erasure, "2026-01-30", "2026-02-28"},
                                          {Letter::gdpr_erasure, "2028-01-31", "2028-02-29"},
                                          {Letter::gdpr_erasure, "2026-03-31", "2026-04-30"},
                                          {Letter::ccpa, "2026-11-25", "2027-01-09"},
                                          {Letter::bipa, "2026-11-25", std::nullopt},
                                          {Letter::plain, "2026-11-25", std::nullopt},
                                          {Letter::ccpa, "2026-02-30", std::nullopt},
                                          {Letter::ccpa, "9999-12-31", std::nullopt}}) {
    CAPTURE(to_string(letter));
    CAPTURE(sent);
    CHECK(answer_due(letter, sent) == due);
  }
}

TEST_CASE("answer due: what was never sent is not due") {
  RemovalRequest request{1, "ffhq", Letter::ccpa, RequestState::drafted, "2026-11-25", {}, "2026-11-25", "2026-12-01"};
  CHECK(!with_due(request).due);
  request.sent = "2026-11-25";
  CHECK(with_due(request).due == "2027-01-09");
}

}  // namespace bycatch
