#include "collect_service.h"

#include <openssl/crypto.h>

#include "feed_hash.h"
#include "fleet_page.h"

namespace bycatch {
namespace {

constexpr std::chrono::days kShown{90};
constexpr std::string_view kBearer = "Bearer ";
constexpr std::string_view kBasic = "Basic ";

CollectAnswer refusal(unsigned status, std::string_view words) {
  return {.status = status, .body = std::string(words) + "\n"};
}

// In a time that tells nothing of the token.
bool is_same(std::string_view one, std::string_view other) {
  const std::string a = sha256_hex(one);
  const std::string b = sha256_hex(other);
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string base64_of(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0U;
    };
    const std::uint32_t three = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    out += kDigits[three >> 18];
    out += kDigits[three >> 12 & 63];
    out += at + 1 < text.size() ? kDigits[three >> 6 & 63] : '=';
    out += at + 2 < text.size() ? kDigits[three & 63] : '=';
  }
  return out;
}

}  // namespace

CollectService::CollectService(std::unique_ptr<CountStore> store, CollectRules rules, Time now)
    : store_(std::move(store)),
      rules_(std::move(rules)),
      reports_(rules_.reports_a_second, now),
      wrong_tokens_(rules_.wrong_tokens_a_second, now) {}

CollectAnswer CollectService::answer(const CollectRequest& request, std::chrono::sys_days today, Time now) {
  const bool is_report = request.target == "/counts";
  const bool is_table = request.target == "/counts.csv";
  if (!is_report && !is_table && request.target != "/") return refusal(404, "nothing is here");
  if (request.method != (is_report ? "POST" : "GET")) return refusal(405, "another method is needed");
  const std::string wanted = is_report ? std::string(kBearer) + rules_.fleet_token
                                       : std::string(kBasic) + base64_of("admin:" + rules_.admin_token);
  if (!is_same(request.authorization, wanted)) {
    return wrong_tokens_.pass(now) ? refusal(401, "another token is needed") : refusal(429, "too many wrong tokens");
  }
  if (!is_report) return show(is_table, today);
  return reports_.pass(now) ? take(request.body, today) : refusal(429, "too many reports: come again later");
}

CollectAnswer CollectService::take(std::string_view body, std::chrono::sys_days today) {
  const auto report = parse_event_report(body, today);
  if (!report) {
    return refusal(report.error().code == ErrorCode::too_large ? 413 : 400,
                   std::string(to_string(report.error().code)) + ": " + report.error().detail);
  }
  const auto is_first = store_->take(*report, today);
  if (!is_first) return refusal(503, to_string(is_first.error().code));
  return *is_first ? CollectAnswer{.status = 204, .body = {}} : refusal(409, "taken before");
}

CollectAnswer CollectService::show(bool as_table, std::chrono::sys_days today) {
  const auto fleet = store_->fleet(today - kShown, today);
  if (!fleet) return refusal(503, to_string(fleet.error().code));
  if (as_table) return {200, "text/csv; charset=utf-8", fleet_csv(*fleet)};
  return {200, "text/html; charset=utf-8", fleet_page(*fleet)};
}

}  // namespace bycatch
