// Tags as people write them, and the one form in which two of them are compared.
//
// The form is for comparing only: where it is unsure what a platform does it takes more tags for one another, not
// fewer. Lists and queries must go through the same version of it (it rests on Unicode's tables).
//
// Threads:  pure functions; any number of threads.
// Trust:    text is hostile; bytes that are not UTF-8 end a tag and are never part of one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "protocol.gen.h"

namespace bycatch {

inline constexpr std::size_t kMaxTagBytes = 1024;
inline constexpr std::size_t kMaxCaptionBytes = 65536;

// The form of one tag, with or without its hash sign; empty when it is no tag there. Applying it twice changes nothing.
//
// flickr:     what Flickr itself keeps of a tag: NFC, lower case, only letters, numbers, § and ± ("ETH Zürich" is
//             ethzürich, "f/5.0" f50; marks that do not compose are lost, as in Devanagari). Of a machine tag
//             `namespace:predicate=` stays and the value is treated so. Final sigma counts as sigma.
// instagram:  NFKC and full case folding without joiners and emoji styles ("Straße" is strasse); empty when a
//             character could not stand in a tag (a space, punctuation).
// web:        as instagram.
[[nodiscard]] std::string normalise_tag(Platform platform, std::string_view tag);

struct FoundTag {
  std::size_t offset;  // bytes, at the hash sign
  std::size_t size;    // bytes, with the hash sign
  std::string tag;     // normalise_tag of that slice; never empty
};

// The hashtags of a caption, in order. Any # or ＃ begins one, even within a word; a tag that begins with a letter,
// number or mark ends before an emoji. Only the first kMaxCaptionBytes are read; a tag cut by that is left out.
[[nodiscard]] std::vector<FoundTag> find_hashtags(Platform platform, std::string_view text);

}  // namespace bycatch
