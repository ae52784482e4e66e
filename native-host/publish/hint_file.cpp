#include "hint_file.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "json_field.h"
#include "photo_selector.h"

namespace bycatch {

Status check_hints(const nlohmann::json& files) {
  if (!files.is_array() && !files.is_null()) return fail(ErrorCode::bad_format, "hints are a list");
  std::map<std::string, std::size_t> selectors;  // by platform
  for (const nlohmann::json& file : files) {
    const std::string platform = text_field(file, "platform");
    const nlohmann::json& photos = field_of(file, "photos");
    if (!parse_platform(platform) || !photos.is_array() || photos.empty() || file.size() != 2) {
      return fail(ErrorCode::bad_format, "hints are a platform and its photos");
    }
    for (std::size_t at = 0; at < photos.size(); ++at) {
      if (!photos[at].is_string() || !is_photo_selector(photos[at].get_ref<const std::string&>())) {
        return fail(ErrorCode::bad_format, "selector " + std::to_string(at + 1) + " is none that a feed may have");
      }
    }
    selectors[platform] += photos.size();
    if (selectors[platform] > kMaxSelectors) {
      return fail(ErrorCode::bad_format, "more than 16 selectors of " + platform);
    }
  }
  return {};
}

}  // namespace bycatch
