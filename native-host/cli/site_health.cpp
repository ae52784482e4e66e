#include "site_health.h"

#include <chrono>

#include "paths.h"
#include "state_db.h"
#include "utc_date.h"

namespace bycatch {

Result<std::vector<SiteHealth>> recent_site_health() {
  const auto folder = data_folder();
  if (!folder) {
    return std::unexpected(folder.error());
  }
  std::error_code ignored;
  if (!std::filesystem::exists(*folder / "state.db", ignored)) {
    return std::vector<SiteHealth>();
  }
  const auto state = StateDb::open(*folder);
  if (!state) {
    return std::unexpected(state.error());
  }
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return state->site_health(format_utc_date(today - std::chrono::days(30)));
}

}  // namespace bycatch
