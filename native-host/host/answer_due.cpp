#include "answer_due.h"

#include <chrono>
#include <utility>

#include "utc_date.h"

namespace bycatch {
namespace {

constexpr std::chrono::days kCcpaDays{45};

std::chrono::sys_days month_later(std::chrono::sys_days day) {
  const std::chrono::year_month_day same_number = std::chrono::year_month_day(day) + std::chrono::months(1);
  return same_number.ok() ? std::chrono::sys_days(same_number)
                          : std::chrono::sys_days(same_number.year() / same_number.month() / std::chrono::last);
}

// A later year has no form on the wire.
std::optional<std::string> within_four_digits(std::chrono::sys_days day) {
  if (std::chrono::year_month_day(day).year() > std::chrono::year(9999)) return std::nullopt;
  return format_utc_date(day);
}

}  // namespace

std::optional<std::string> answer_due(Letter letter, std::string_view sent) {
  const auto day = parse_utc_date(sent);
  if (!day) return std::nullopt;
  switch (letter) {
    case Letter::gdpr_access:
    case Letter::gdpr_erasure:
      return within_four_digits(month_later(*day));
    case Letter::ccpa:
      return within_four_digits(*day + kCcpaDays);
    case Letter::bipa:
    case Letter::plain:
      break;
  }
  return std::nullopt;
}

RemovalRequest with_due(RemovalRequest request) {
  request.due = request.sent ? answer_due(request.letter, *request.sent) : std::nullopt;
  return request;
}

}  // namespace bycatch
