#include <algorithm>

#include "identify.h"
#include "index.h"
#include "lookup.h"
#include "verbs.h"

namespace bycatch {

namespace {

// Of each platform and kind the first counts, for the addresses come the most telling first; but one by which lists are
// keyed goes before one by which none is: a photo's page names its owner by alias, his icon by NSID.
std::vector<Identifier> identifiers_of(const Photo& photo) {
  std::vector<Identifier> out;
  for (const std::string& url : photo.urls) {
    for (Identifier& found : identify(url)) {
      const auto known = std::ranges::find_if(
          out, [&](const Identifier& other) { return other.platform == found.platform && other.kind == found.kind; });
      if (known == out.end()) {
        out.push_back(std::move(found));
      } else if (!key_of(*known) && key_of(found)) {
        *known = std::move(found);
      }
    }
  }
  return out;
}

// Every address is one by which a list could be keyed. Where no list is, that must not make a photo checkable.
bool holds_addresses(const IndexInUse& index) {
  return index.generation && std::ranges::any_of(index.generation->index().lists(), [](const ListInfo& list) {
           return list.records[static_cast<std::size_t>(KeySpace::url)] != 0;
         });
}

void add_first_address(const Photo& photo, std::vector<Identifier>& identifiers) {
  for (const std::string& url : photo.urls) {
    if (auto address = identify_web_url(url)) {
      identifiers.push_back(std::move(*address));
      return;
    }
  }
}

}  // namespace

std::vector<Answer> check_photos(const IndexInUse& index, std::span<const Photo> photos) {
  const bool by_address = holds_addresses(index);
  std::vector<Asked> asked;
  asked.reserve(photos.size());
  for (const Photo& photo : photos) {
    Asked& one = asked.emplace_back(photo.subject, identifiers_of(photo));
    if (by_address) add_first_address(photo, one.identifiers);
  }
  return look_up(index, std::move(asked));
}

AnswersReply check(const CheckRequest& request, const IndexInUse& index) {
  return {request.id, generation_name(index), check_photos(index, request.photos), {}};
}

}  // namespace bycatch
