#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "answer_limits.h"
#include "answerer.h"
#include "lookup.h"

namespace bycatch {
namespace {

// A crop of some 3 percent and heavy filters come to lie beyond a list's radius; pictures of different scenes do not
// come below it. What is found there is said to be possible, no more.
constexpr int kPossibleRadius = 48;

class Copies {
 public:
  // Beyond a list's radius what is found is possible, up to `possible_radius`.
  Copies(const Generation& generation, int possible_radius)
      : generation_(generation), possible_radius_(possible_radius) {}

  Status find(const PictureImprints& imprints) {
    int radius = possible_radius_;
    for (const ListInfo& list : lists()) radius = std::max(radius, list.radius);
    std::vector<NearHit> hits;
    for (const Imprint& imprint : imprints) {
      hits.clear();
      if (Status searched = generation_.index().near(imprint, radius, hits); !searched) return searched;
      for (const NearHit& hit : hits) {
        if (hit.list >= lists().size()) return fail(ErrorCode::corrupt, "a hit in no list");
        add(lists()[hit.list], hit.distance);
      }
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> datasets() const {
    std::vector<std::string> out;
    out.reserve(nearest_.size());
    for (const auto& [dataset, copy] : nearest_) out.push_back(dataset);
    return out;
  }

  // Proven before possible, then the nearest, then by dataset.
  [[nodiscard]] std::vector<Listing> listings() const {
    std::vector<std::tuple<bool, int, std::string_view>> order;
    order.reserve(nearest_.size());
    for (const auto& [dataset, copy] : nearest_) order.emplace_back(copy.first, copy.second, dataset);
    std::ranges::sort(order);
    if (order.size() > kMaxListings) order.resize(kMaxListings);
    std::vector<Listing> out;
    for (const auto& [is_possible, bits, dataset] : order) {
      Listing& listing = out.emplace_back();
      listing.dataset = dataset;
      listing.match = Match::copy;
      listing.distance = bits;
      if (is_possible) listing.possible = true;
    }
    return out;
  }

 private:
  [[nodiscard]] std::span<const ListInfo> lists() const { return generation_.index().lists(); }

  void add(const ListInfo& list, int bits) {
    const bool is_possible = bits > list.radius;
    if (is_possible && bits > possible_radius_) return;
    const std::pair found(is_possible, bits);
    const auto [at, is_new] = nearest_.try_emplace(list.dataset, found);
    if (!is_new) at->second = std::min(at->second, found);
  }

  const Generation& generation_;
  int possible_radius_;
  std::map<std::string, std::pair<bool, int>> nearest_;  // dataset -> whether possible only, bits
};

// Lists that have imprints, tests left out.
std::int64_t count_holders(const Generation& generation) {
  return std::ranges::count_if(generation.index().lists(), [&](const ListInfo& list) {
    return list.imprints != 0 && !generation.catalogue().is_test(list.dataset);
  });
}

}  // namespace

Answer check_picture(const IndexInUse& index, std::string subject, const DihedralResult& picture) {
  Answer answer;
  answer.subject = std::move(subject);
  answer.state = State::not_checked;
  answer.identifiers.push_back({Platform::web, IdentifierKind::imprint, to_text(picture.imprints[0])});
  if (!index.generation) {
    answer.code = index.trouble.value_or(ErrorCode::no_index);
    return answer;
  }
  const Holdings held = holdings(*index.generation);
  answer.coverage = {held.lists, count_holders(*index.generation), held.data_date, {}};
  if (picture.quality < kMinQuality) {
    answer.code = ErrorCode::not_checkable;
    return answer;
  }
  Copies copies(*index.generation, kPossibleRadius);
  if (const Status found = copies.find(picture.imprints); !found) {
    answer.code = found.error().code;
    return answer;
  }
  answer.listings = copies.listings();
  if (answer.listings.empty() && answer.coverage.could_hold == 0) {
    answer.code = ErrorCode::no_index;
  } else {
    answer.state = State::checked;
  }
  return answer;
}

Result<std::vector<std::string>> datasets_with_copy(const Generation& generation, const PictureImprints& picture) {
  Copies copies(generation, 0);
  if (const Status found = copies.find(picture); !found) return std::unexpected(found.error());
  return copies.datasets();
}

}  // namespace bycatch
