#include "event_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <random>

#include "strict_json.h"
#include "utc_date.h"

namespace bycatch {
namespace {

constexpr std::int64_t kFormat = 1;
constexpr std::size_t kNumberDigits = 32;
constexpr std::chrono::days kOldest{kEventDays + 1};  // clocks differ, and a day lasts

// Nothing when it is no whole number from 0 to `max`.
std::optional<std::int64_t> number_in(const nlohmann::json& value, std::int64_t max) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > static_cast<std::uint64_t>(max)) return std::nullopt;
  return value.get<std::int64_t>();
}

bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= kMaxVersionBytes &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool is_report_number(std::string_view text) {
  return text.size() == kNumberDigits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::optional<EventDay> day_in(const nlohmann::json& json, std::chrono::sys_days today) {
  EventDay day;
  if (!json.is_object()) return std::nullopt;
  for (const auto& [name, value] : json.items()) {
    if (name == "day") {
      day.day = value.is_string() ? value.get<std::string>() : "";
      continue;
    }
    const auto number = number_in(value, name == "present" ? 1 : kMaxEventSum);
    std::int64_t* sum = event_sum(day.sums, name);
    if (!number || *number == 0 || (sum == nullptr && name != "present")) return std::nullopt;
    if (sum == nullptr) {
      day.is_new = true;
    } else {
      *sum = *number;
    }
  }
  const auto date = parse_utc_date(day.day);
  const bool is_near = date && *date >= today - kOldest && *date <= today + std::chrono::days(1);
  return is_near ? std::optional(day) : std::nullopt;
}

bool take_field(EventReport& report, std::string_view name, const nlohmann::json& value, std::chrono::sys_days today) {
  if (name == "report" || name == "version") {
    std::string text = value.is_string() ? value.get<std::string>() : "";
    const bool is_one = name == "report" ? is_report_number(text) : is_version(text);
    (name == "report" ? report.number : report.version) = std::move(text);
    return is_one;
  }
  if (name == "age_days") {
    report.age_days = number_in(value, kMaxAgeDays);
    return report.age_days.has_value();
  }
  if (name != "days" || !value.is_array() || value.size() > kEventDays) return false;
  for (const nlohmann::json& one : value) {
    auto day = day_in(one, today);
    const bool is_again = day && std::ranges::any_of(report.days, [&](const EventDay& d) { return d.day == day->day; });
    if (!day || is_again) return false;
    report.days.push_back(*std::move(day));
  }
  return true;
}

}  // namespace

std::string new_report_number() {
  std::random_device chance;
  std::string number;
  for (int at = 0; at < 4; ++at) {
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", static_cast<unsigned>(chance()));
    number += digits.data();
  }
  return number;
}

std::string event_report_text(const EventReport& report) {
  const std::string age = report.age_days ? ",\"age_days\":" + std::to_string(*report.age_days) : "";
  return "{\"format\":" + std::to_string(kFormat) + ",\"report\":\"" + report.number + "\",\"version\":\"" +
         report.version + "\"" + age + ",\"days\":" + event_days_text(report.days) + "}";
}

Result<EventReport> parse_event_report(std::string_view text, std::chrono::sys_days today) {
  const auto json = parse_strict_json(text, kMaxEventText);
  if (!json) {
    const bool is_too_large = json.error().code == ErrorCode::too_large;
    return fail(is_too_large ? ErrorCode::too_large : ErrorCode::bad_format, "a report");
  }
  if (!json->is_object()) return fail(ErrorCode::bad_format, "a report");
  const auto format = json->find("format");
  if (format == json->end() || *format != kFormat) return fail(ErrorCode::unsupported, "format of a report");
  EventReport report;
  for (const auto& [name, value] : json->items()) {
    if (name != "format" && !take_field(report, name, value, today)) {
      return fail(ErrorCode::bad_format, "a field of a report");
    }
  }
  const bool is_whole = !report.number.empty() && !report.version.empty() && json->contains("days");
  return is_whole ? Result<EventReport>(std::move(report))
                  : fail(ErrorCode::bad_format, "a report with fields missing");
}

}  // namespace bycatch
