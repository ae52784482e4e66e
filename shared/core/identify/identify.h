// From an address found on a page, in a list or on the command line to what it names.
//
// Threads:  pure functions; any number of threads.
// Trust:    addresses are hostile; one longer than kMaxUrlBytes names nothing. No address is ever fetched.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "protocol.gen.h"

namespace bycatch {

// What one address can name at most; a reply carries no more of one photo.
inline constexpr std::size_t kMaxIdentifiers = 32;

// The identifiers that `url` bears on Flickr or Instagram, the most telling first; none when it names nothing there
// (albums, groups and search pages name no photo). Resolved as a browser does on an https page, so `//host/path` is
// complete and `host/path` is not an address. An address with user information, with a port that is not its
// scheme's own, with an encoded slash, or inside another one (a proxy, an archive) names nothing.
//
//   https://www.flickr.com/photos/example_user/53000000001/in/pool-x   flickr photo 53000000001
//   https://live.staticflickr.com/65535/buddyicons/12345678@N00.jpg    flickr account 12345678@N00
//   https://www.instagram.com/p/CtYv2acXPNO/                           instagram media 3123456789012345678
//   https://scontent.cdninstagram.com/v/t51.2885-15/A_B_C_n.jpg?...    instagram asset A_B_C (and its media)
//
// A Flickr account is an NSID, or the path alias when the address has only that (never both, so compare with care);
// an Instagram account is a user name. Tags are in normal form (hashtag.h).
[[nodiscard]] std::vector<Identifier> identify(std::string_view url);

// The normal form by which lists of exact addresses are keyed, for any http or https address: scheme and host in
// lower case (ASCII), without fragment, user information, default port, and spaces, tabs or line breaks that a browser
// would ignore; "/" for an empty path. Path and query stay byte for byte: escapes, dots and letter case can matter to
// a server. Applying it twice changes nothing.
// Nothing for another scheme, a host or port that no browser takes, bytes that are not UTF-8, and what would be
// longer than kMaxUrlBytes.
[[nodiscard]] std::optional<Identifier> identify_web_url(std::string_view url);

}  // namespace bycatch
