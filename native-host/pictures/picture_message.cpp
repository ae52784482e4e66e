#include "picture_message.h"

#include <algorithm>
#include <cstring>

namespace bycatch {
namespace {

constexpr std::byte kHasImprints{1};
constexpr std::byte kHasFault{2};
constexpr std::size_t kImprintsBytes = 2 + kDihedrals * sizeof(Imprint);

bool is_plain(std::byte value) {
  return value >= std::byte{0x20} && value < std::byte{0x7f};
}

}  // namespace

std::vector<std::byte> encode_picture(const PictureResult& picture) {
  std::vector<std::byte> message;
  if (picture) {
    message.resize(kImprintsBytes);
    message[0] = kHasImprints;
    message[1] = static_cast<std::byte>(picture->quality);
    std::memcpy(&message[2], picture->imprints.data(), kDihedrals * sizeof(Imprint));
    return message;
  }
  const auto place = std::as_bytes(std::span(picture.error().place));
  message = {kHasFault, static_cast<std::byte>(picture.error().fault)};
  message.insert(message.end(), place.begin(),
                 place.begin() + static_cast<std::ptrdiff_t>(std::min(place.size(), kMaxPlaceBytes)));
  return message;
}

std::optional<PictureResult> parse_picture(std::span<const std::byte> message) {
  if (message.size() == kImprintsBytes && message[0] == kHasImprints && message[1] <= std::byte{100}) {
    DihedralResult out{};
    out.quality = static_cast<int>(message[1]);
    std::memcpy(out.imprints.data(), &message[2], kDihedrals * sizeof(Imprint));
    return out;
  }
  if (message.size() < 2 || message[0] != kHasFault || message[1] >= std::byte{kPictureFaults} ||
      message.size() > 2 + kMaxPlaceBytes) {
    return std::nullopt;
  }
  PictureFailure failure{static_cast<PictureFault>(message[1]), {}};
  for (const std::byte letter : message.subspan(2)) {
    if (is_plain(letter)) failure.place += static_cast<char>(letter);
  }
  return std::unexpected(std::move(failure));
}

}  // namespace bycatch
