#include "source_address.h"

#include <algorithm>

#include "ascii.h"
#include "identify.h"
#include "tag_characters.h"
#include "url_parts.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxPhotoIdDigits = 13;

// The path percent-encode set of the URL standard, and what its query set has beyond it.
bool is_escaped_by_browsers(char c, bool in_query) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte <= ' ' || byte >= 0x7f) {
    return true;
  }
  return std::string_view(in_query ? "\"<>'" : "\"<>`{}").find(c) != std::string_view::npos;
}

bool is_photo(const Identifier& identifier) {
  return identifier.kind == IdentifierKind::photo || identifier.kind == IdentifierKind::media ||
         identifier.kind == IdentifierKind::asset;
}

// identify() does not look at the owner in a photo page's address, for a visitor may write any; who publishes a list
// wrote what Flickr gave.
std::string page_owner(std::string_view url) {
  constexpr std::string_view kPage = "flickr.com/photos/";
  const std::size_t page = url.find(kPage);
  const auto owner = page == std::string_view::npos ? std::string_view() : url.substr(page + kPage.size());
  return std::string(owner.substr(0, owner.find('/')));
}

// On a page identify() passes over Instagram's profile pictures (`-19/`). One that a list names is kept by its name all
// the same, not by an address that expires. Other addresses come to nothing here, as they did.
std::string as_post_picture(std::string url) {
  constexpr std::string_view kProfile = "-19/";
  if (const std::size_t at = url.find(kProfile); at != std::string::npos) {
    url.replace(at, kProfile.size(), "-15/");
  }
  return url;
}

}  // namespace

std::string in_browser_spelling(std::string_view url) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::size_t scheme = url.find("://");
  const std::size_t host_end = scheme == std::string_view::npos ? url.size() : url.find_first_of("/?#\\", scheme + 3);
  std::string out(url.substr(0, host_end));
  bool in_query = false;
  for (const char c : url.substr(std::min(host_end, url.size()))) {
    if (c == '#') {
      break;
    }
    in_query = in_query || c == '?';
    if (is_escaped_by_browsers(c, in_query)) {
      const auto byte = static_cast<unsigned char>(c);
      ((out += '%') += kHex[byte >> 4]) += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out;
}

std::expected<void, RowFault> add_rows_of_url(std::string_view url, std::string_view account, std::string_view tags,
                                              std::vector<ListRow>& rows) {
  const std::size_t start = url.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) {
    return std::unexpected(RowFault::no_identifier);
  }
  url = url.substr(start, url.find_last_not_of(" \t\r\n") + 1 - start);
  if (url.size() > kMaxUrlBytes) {
    return std::unexpected(RowFault::too_long);
  }
  if (!is_utf8(url)) {
    return std::unexpected(RowFault::not_utf8);
  }
  const std::string spelled = in_browser_spelling(url);
  auto named = identify(spelled);
  if (named.empty()) {
    named = identify(as_post_picture(spelled));
  }
  const std::string page = page_owner(spelled);
  if (key_of({Platform::flickr, IdentifierKind::account, page})) {
    account = page;
  }
  const std::size_t before = rows.size();
  for (const Identifier& one : named) {
    const auto owner = one.platform == Platform::flickr ? account : std::string_view();
    if (auto row = is_photo(one) ? make_list_row(one.platform, one.kind, one.id, owner, tags)
                                 : std::unexpected(RowFault::no_identifier)) {
      rows.push_back(std::move(*row));
    }
  }
  if (named.empty()) {
    if (const auto address = identify_web_url(spelled)) {
      if (auto row = make_list_row(address->platform, address->kind, address->id, {}, tags)) {
        rows.push_back(std::move(*row));
      }
    }
  }
  return rows.size() > before ? std::expected<void, RowFault>() : std::unexpected(RowFault::no_identifier);
}

std::string_view leading_photo_id(std::string_view file_name) {
  const auto end = std::ranges::find_if_not(file_name, is_digit);
  const auto digits = file_name.substr(0, static_cast<std::size_t>(end - file_name.begin()));
  const bool ends_well = end == file_name.end() || *end == '_' || *end == '.';
  return ends_well && digits.size() <= kMaxPhotoIdDigits ? digits : std::string_view();
}

}  // namespace bycatch
