// When those who hold a dataset must have answered, by the law that a letter cites.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol.gen.h"

namespace bycatch {

// The last day for an answer to a letter that arrived on `sent`: under the GDPR (article 12(3)) one month, which ends
// on the day of the same number, or on the month's last where it has none; under the CCPA (section 1798.130) 45 days.
// Nothing where the letter cites no law that sets a time, and for what is no day.
[[nodiscard]] std::optional<std::string> answer_due(Letter letter, std::string_view sent);

// The same request with the day by which it must be answered, where it was sent and a law sets one.
[[nodiscard]] RemovalRequest with_due(RemovalRequest request);

}  // namespace bycatch
