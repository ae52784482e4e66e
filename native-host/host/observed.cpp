#include "observed.h"

#include <algorithm>
#include <array>

#include "answer_limits.h"
#include "index.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxTagLength = 256;  // Advisory.tag
constexpr const char* kUnknown =
    "Photos in the list carry this tag. Whether it is by the tag that they were found is not known.";

}  // namespace

Result<std::vector<Advisory>> observed_advisories(const Generation& generation, const Identifier& tag,
                                                  std::span<const Advisory> stronger) {
  const auto located = key_of(tag);
  if (!located || tag.id.size() > kMaxTagLength) return {};
  std::vector<Hit> hits;
  if (const Status read = generation.index().lookup(located->space, std::array{located->key}, hits); !read) {
    return std::unexpected(read.error());
  }
  std::vector<Advisory> out;
  for (const Hit& hit : hits) {
    if (hit.list >= generation.index().lists().size()) return fail(ErrorCode::corrupt, "a hit in no list");
    const std::string& dataset = generation.index().lists()[hit.list].dataset;
    const auto speaks_of_it = [&](const Advisory& other) { return other.dataset == dataset; };
    if (hit.count == 0 || generation.catalogue().is_test(dataset) || std::ranges::any_of(stronger, speaks_of_it)) {
      continue;
    }
    Advisory& advisory = out.emplace_back();
    advisory.tag = tag.id;
    advisory.level = Level::observed;
    advisory.dataset = dataset;
    advisory.photos = to_count(hit.count);
    advisory.unknown = kUnknown;
  }
  std::ranges::sort(out, std::ranges::greater(), &Advisory::photos);
  return out;
}

}  // namespace bycatch
