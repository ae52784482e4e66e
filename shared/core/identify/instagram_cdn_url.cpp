#include "instagram_cdn_url.h"

#include <algorithm>

#include "ascii.h"
#include "cache_key.h"
#include "id_form.h"

namespace bycatch {
namespace {

// These hosts serve Facebook too.
bool is_shared_host(std::string_view lower_host) noexcept {
  return lower_host.ends_with(".fbcdn.net") && !lower_host.starts_with("instagram.");
}

// `t51.{digits}-15`: a picture of a post, story or reel (-19 are profile pictures). `t15.5256-10` are covers of reels,
// and of Facebook's videos where the host serves both.
bool is_photo_folder(std::string_view segment, bool is_shared) noexcept {
  if (segment == "t15.5256-10") return !is_shared;
  constexpr std::string_view kStart = "t51.", kEnd = "-15";
  return segment.size() > kStart.size() + kEnd.size() && segment.starts_with(kStart) && segment.ends_with(kEnd) &&
         all_digits(segment.substr(kStart.size(), segment.size() - kStart.size() - kEnd.size()));
}

bool is_photo_path(const PathSegments& path, bool is_shared) noexcept {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (is_photo_folder(path[i], is_shared)) return true;
  }
  return false;
}

// {asset}_n.{extension}; empty for another name.
std::string_view asset_of_file(std::string_view file) noexcept {
  const auto dot = std::min(file.find('.'), file.size());
  const auto extension = file.substr(std::min(dot + 1, file.size()));
  const auto name = file.substr(0, dot);
  constexpr std::string_view kEnd = "_n";
  if (extension.size() < 3 || extension.size() > 4 || !std::ranges::all_of(extension, is_lower)) return {};
  if (!name.ends_with(kEnd)) return {};
  const auto asset = name.substr(0, name.size() - kEnd.size());
  return is_instagram_asset(asset) ? asset : std::string_view{};
}

}  // namespace

bool is_instagram_cdn_host(std::string_view lower_host) noexcept {
  const auto first = lower_host.substr(0, lower_host.find('.'));
  const auto rest = lower_host.substr(first.size());
  const bool is_content = first == "scontent" || first.starts_with("scontent-");
  if (rest == ".cdninstagram.com" || rest == ".xx.fbcdn.net") return is_content;
  if (rest.ends_with(".fna.fbcdn.net")) return is_content || first == "instagram";
  return rest == ".akamaihd.net" && first.starts_with("igcdn-photos-");
}

void identify_instagram_cdn(std::string_view lower_host, const PathSegments& path, std::string_view query,
                            IdentifierList& out) {
  if (!is_photo_path(path, is_shared_host(lower_host))) return;
  out.add(Platform::instagram, IdentifierKind::asset, std::string(asset_of_file(path[path.size() - 1])));
  if (const auto key = query_value(query, "ig_cache_key")) {
    if (auto media = media_of_cache_key(*key)) out.add(Platform::instagram, IdentifierKind::media, std::move(*media));
  }
}

}  // namespace bycatch
