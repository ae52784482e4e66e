#include "picture_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bycatch {
namespace {

using namespace std::string_view_literals;

constexpr std::array kOthers = {"%PDF"sv,          "%!PS"sv,     "BM"sv,
                                "II*\0"sv,         "MM\0*"sv,    "\0\0\1\0"sv,
                                "8BPS"sv,          "\xff\x0a"sv, "\x1a\x45\xdf\xa3"sv,
                                "FLV"sv,           "OggS"sv,     "\0\0\0\x0cJXL "sv,
                                "\0\0\0\x0cjP  "sv};

// Brands of ISO base media files that hold still pictures, or sequences of them.
constexpr std::array kPictureBrands = {"avif"sv, "avis"sv, "heic"sv, "heix"sv, "heim"sv,
                                       "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv};

PictureKind kind_of_media(std::string_view brand) {
  return std::ranges::find(kPictureBrands, brand) != kPictureBrands.end() ? PictureKind::heif : PictureKind::other;
}

bool is_drawing(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  text.remove_prefix(text.starts_with(kMark) ? kMark.size() : 0);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.starts_with("<svg") || (text.starts_with("<") && text.contains("<svg"));
}

}  // namespace

PictureKind kind_of(std::span<const std::byte> head) noexcept {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), std::min(head.size(), kKindBytes));
  if (text.starts_with("\xff\xd8\xff"sv)) return PictureKind::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1a\n"sv)) return PictureKind::png;
  if (text.starts_with("GIF87a"sv) || text.starts_with("GIF89a"sv)) return PictureKind::gif;
  if (text.starts_with("RIFF"sv) && text.size() >= 12) {
    return text.substr(8, 4) == "WEBP" ? PictureKind::webp : PictureKind::other;
  }
  if (text.size() >= 12 && text.substr(4, 4) == "ftyp") return kind_of_media(text.substr(8, 4));
  const bool is_other = std::ranges::any_of(kOthers, [&](std::string_view start) { return text.starts_with(start); });
  return is_other || is_drawing(text) ? PictureKind::other : PictureKind::none;
}

}  // namespace bycatch
