#include "picture_fault.h"

#include <array>

namespace bycatch {
namespace {

struct FaultFacts {
  std::string_view name;
  ErrorCode code;
  std::string_view words;
};

constexpr std::array<FaultFacts, kPictureFaults> kFacts = {{
    {"unreadable", ErrorCode::io, "it cannot be read"},
    {"empty", ErrorCode::bad_format, "it is empty"},
    {"no_picture", ErrorCode::bad_format, "it is no picture"},
    {"unsupported", ErrorCode::unsupported,
     "it is of a kind that cannot be compared; JPEG, PNG, WebP, AVIF, HEIC and GIF can"},
    {"animated", ErrorCode::unsupported, "it moves; only still pictures can be compared"},
    {"truncated", ErrorCode::truncated, "it ends too early"},
    {"damaged", ErrorCode::bad_format, "it is damaged"},
    {"too_large", ErrorCode::too_large,
     "it is larger than any photo: 16384 pixels a side, 100 million in all, 256 MiB"},
    {"too_small", ErrorCode::not_checkable, "it is too small to be compared"},
    {"low_quality", ErrorCode::not_checkable, "there is too little to see in it: others would look like it"},
    {"crashed", ErrorCode::bad_format, "the decoder broke down over it"},
    {"timed_out", ErrorCode::timeout, "the decoder came to no end with it"},
}};

const FaultFacts& facts_of(PictureFault fault) {
  return kFacts[static_cast<std::size_t>(fault)];
}

}  // namespace

std::string_view to_string(PictureFault fault) noexcept {
  return facts_of(fault).name;
}

ErrorCode code_of(PictureFault fault) noexcept {
  return facts_of(fault).code;
}

std::string_view words_of(PictureFault fault) noexcept {
  return facts_of(fault).words;
}

std::string describe(const PictureFailure& failure) {
  const std::string words(words_of(failure.fault));
  return failure.place.empty() ? words : words + " (" + failure.place + ")";
}

}  // namespace bycatch
