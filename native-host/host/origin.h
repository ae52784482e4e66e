// Who started the host.
#pragma once

#include <span>
#include <string_view>

namespace bycatch {

// The ids of the extension that this build belongs to.
inline constexpr std::string_view kChromiumId = BYCATCH_CHROMIUM_ID;
inline constexpr std::string_view kFirefoxId = BYCATCH_FIREFOX_ID;

// Whether `arguments`, without the program's name, are those with which a browser starts a host for our extension:
// Chromium gives "chrome-extension://<id>/" first, Firefox the path of the host's manifest and then the add-on's id.
// Any local program can say the same: this keeps other extensions out, nobody else.
[[nodiscard]] bool is_our_extension(std::span<const std::string_view> arguments);

}  // namespace bycatch
