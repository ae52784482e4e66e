// What Bycatch says of a subject, from one generation: the same over the pipe and on the command line.
//
// Threads:  none of these keeps anything; whatever the generation allows.
// Limits:   a subject may be of any length and a span of any size; answers come in its order.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generation.h"
#include "picture_imprint.h"
#include "result.h"

namespace bycatch {

struct IndexInUse {
  std::shared_ptr<const Generation> generation;  // null: there is nothing to answer from
  std::optional<ErrorCode> trouble;  // why there is nothing, or why this is not the live generation or is damaged
};

// The private watch list, as far as it is known.
struct Watching {
  std::vector<Watch> watches;
  std::optional<ErrorCode> trouble;  // why it could not be read
};

// What is listed of each photo: by the first identifier of each platform and kind that its addresses bear.
//   not_checked, not_checkable   no list could be keyed by anything that was recognised
//   not_checked, no_index        only test lists are held and none has it, or (or another code) nothing at all
//   not_checked, corrupt         nothing that was needed could be read; `partly`: some of it
[[nodiscard]] std::vector<Answer> check_photos(const IndexInUse& index, std::span<const Photo> photos);

// As check_photos(), for accounts by the id under which lists keep them (Flickr: NSID).
[[nodiscard]] std::vector<Answer> check_accounts(const IndexInUse& index, Platform platform,
                                                 std::span<const std::string> accounts);

// What is said of each tag, however it is written; that it is watched comes last. A tag of which nothing is left in its
// normal form is not_checkable.
//   partly   with the code of the watch list's trouble: what sources say was read, whether it is watched was not
[[nodiscard]] std::vector<Answer> check_tags(const IndexInUse& index, const Watching& watching, Platform platform,
                                             std::span<const std::string> tags);

// Which lists hold this picture, mirrored or turned too. Within a list's radius it is a copy; a little beyond it the
// listing says `possible`.
//   not_checked, not_checkable   too little to see in it: unrelated pictures would look alike
//   not_checked, no_index        no list with imprints is held but tests, and none of these has it
[[nodiscard]] Answer check_picture(const IndexInUse& index, std::string subject, const DihedralResult& picture);

// The datasets whose lists hold a copy of it within their radius, in order.
// Errors: corrupt.
[[nodiscard]] Result<std::vector<std::string>> datasets_with_copy(const Generation& generation,
                                                                  const PictureImprints& picture);

// What is said of the hashtags in `caption` and of `tags`, as one answer with the subject "caption".
//   partly, too_large   only the first kMaxCaptionBytes, 256 different tags or 64 advisories were looked at
[[nodiscard]] Answer check_caption(const IndexInUse& index, const Watching& watching, Platform platform,
                                   std::string_view caption, std::span<const std::string> tags);

}  // namespace bycatch
