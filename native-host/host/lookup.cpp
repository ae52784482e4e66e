#include "lookup.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <chrono>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "answer_limits.h"
#include "index.h"
#include "media_year.h"

namespace bycatch {

namespace {

using Spaces = std::bitset<kKeySpaces>;

std::size_t number_of(KeySpace space) {
  return static_cast<std::size_t>(space);
}

Match match_by(KeySpace space) {
  return space == KeySpace::flickr_account ? Match::account : Match::photo;
}

// The keys of one space, what the index said of them, or why it could not.
class SpaceLookup {
 public:
  void add(const Key& key) { keys_.push_back(key); }

  void run(const Index& index, KeySpace space) {
    std::ranges::sort(keys_);
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    const std::span<const Key> keys(keys_);
    for (std::size_t start = 0; start < keys.size() && !failure_; start += Index::kMaxBatchKeys) {
      const auto batch = keys.subspan(start, std::min(Index::kMaxBatchKeys, keys.size() - start));
      run_batch(index, space, batch, start);
    }
    std::ranges::sort(hits_, {}, &Hit::key);
  }

  // Requires: no failure().
  [[nodiscard]] auto hits_of(const Key& key) const {
    const auto at = static_cast<std::uint32_t>(std::ranges::lower_bound(keys_, key) - keys_.begin());
    return std::ranges::equal_range(hits_, at, {}, &Hit::key);
  }

  [[nodiscard]] std::optional<ErrorCode> failure() const { return failure_; }

 private:
  void run_batch(const Index& index, KeySpace space, std::span<const Key> batch, std::size_t start) {
    const auto before = static_cast<std::ptrdiff_t>(hits_.size());
    if (const Status read = index.lookup(space, batch, hits_); !read) {
      failure_ = read.error().code;
      return;
    }
    for (Hit& hit : std::span(hits_.begin() + before, hits_.end())) {
      if (hit.key >= batch.size() || hit.list >= index.lists().size()) {
        failure_ = ErrorCode::corrupt;
        return;
      }
      hit.key += static_cast<std::uint32_t>(start);
    }
  }

  std::vector<Key> keys_;
  std::vector<Hit> hits_;
  std::optional<ErrorCode> failure_;
};

// One listing a dataset: the strongest match, and of counts the largest, for lists of one dataset may overlap.
class Listings {
 public:
  void add(const std::string& dataset, Match match, const Hit& hit) {
    const auto [at, is_new] = listings_.try_emplace(dataset);
    Listing& listing = at->second;
    if (is_new || match < listing.match) {
      listing.dataset = dataset;
      listing.match = match;
      listing.count.reset();
    }
    if (match == Match::account && listing.match == match && hit.count != 0) {
      listing.count = std::max(listing.count.value_or(0), to_count(hit.count));
    }
    if (match == Match::photo && hit.label != PhotoLabel::none && !listing.label) {
      listing.label = to_string(hit.label);
    }
  }

  // The strongest first, then by dataset.
  std::vector<Listing> take() {
    std::vector<Listing> out;
    out.reserve(listings_.size());
    for (auto& [dataset, listing] : listings_) out.push_back(std::move(listing));
    std::ranges::sort(out, {}, [](const Listing& one) { return std::tie(one.match, one.dataset); });
    if (out.size() > kMaxListings) out.resize(kMaxListings);
    return out;
  }

 private:
  std::map<std::string, Listing> listings_;
};

std::vector<const ListInfo*> real_lists(const Generation& generation) {
  std::vector<const ListInfo*> out;
  for (const ListInfo& list : generation.index().lists()) {
    if (!generation.catalogue().is_test(list.dataset)) out.push_back(&list);
  }
  return out;
}

Platform platform_of(KeySpace space) {
  switch (space) {
    case KeySpace::flickr_photo:
    case KeySpace::flickr_account:
      return Platform::flickr;
    case KeySpace::instagram_media:
    case KeySpace::asset:
      return Platform::instagram;
    case KeySpace::url:
    case KeySpace::tag:
      return Platform::web;
  }
  return Platform::web;
}

// A list that is no test, and which photos its dataset can hold.
struct RealList {
  const ListInfo* list;
  Scope scope;

  [[nodiscard]] bool takes_from(Platform platform) const {
    return scope.platforms.empty() || std::ranges::find(scope.platforms, platform) != scope.platforms.end();
  }

  // Whether it has keys of one of `spaces`, from a dataset that takes such photos. A photo posted before collecting
  // began could still be taken, one posted after it ended could not.
  [[nodiscard]] bool could_hold(const Spaces& spaces, std::optional<std::int64_t> year) const {
    if (year && scope.last_year && *year > *scope.last_year) return false;
    for (std::size_t space = 0; space < kKeySpaces; ++space) {
      if (spaces[space] && list->records[space] != 0 && takes_from(platform_of(static_cast<KeySpace>(space)))) {
        return true;
      }
    }
    return false;
  }
};

std::vector<RealList> with_scopes(const Generation& generation) {
  std::vector<RealList> out;
  for (const ListInfo* list : real_lists(generation)) {
    out.emplace_back(list, generation.catalogue().scope(list->dataset));
  }
  return out;
}

std::optional<std::int64_t> year_of(std::span<const Identifier> identifiers) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  for (const Identifier& identifier : identifiers) {
    if (const auto year = media_year(identifier, now)) return year;
  }
  return std::nullopt;
}

class Lookup {
 public:
  explicit Lookup(const Generation& generation)
      : generation_(generation), real_lists_(with_scopes(generation)), holdings_(holdings(generation)) {}

  void add(const LocatedKey& located) { spaces_[number_of(located.space)].add(located.key); }

  void run() {
    for (std::size_t space = 0; space < kKeySpaces; ++space) {
      spaces_[space].run(generation_.index(), static_cast<KeySpace>(space));
    }
  }

  void complete(Answer& answer, std::span<const LocatedKey> places) const {
    Spaces answered;
    std::optional<ErrorCode> failure;
    Listings listings;
    for (const LocatedKey& place : places) {
      const SpaceLookup& space = spaces_[number_of(place.space)];
      if (space.failure()) {
        failure = space.failure();
        continue;
      }
      answered.set(number_of(place.space));
      for (const Hit& hit : space.hits_of(place.key)) {
        listings.add(generation_.index().lists()[hit.list].dataset, match_by(place.space), hit);
      }
    }
    answer.listings = listings.take();
    answer.coverage = coverage(answer, answered);
    if (places.empty()) {
      answer.code = ErrorCode::not_checkable;
    } else if (failure) {
      answer.state = answered.any() ? State::partly : State::not_checked;
      answer.code = failure;
    } else if (real_lists_.empty() && answer.listings.empty()) {
      answer.code = ErrorCode::no_index;
    } else {
      answer.state = State::checked;
    }
  }

 private:
  [[nodiscard]] Coverage coverage(const Answer& answer, Spaces answered) const {
    // Lists keep the address of a photo that has no better name; one that has is not looked for by its address.
    Spaces better = answered;
    better.reset(number_of(KeySpace::url));
    const Spaces& asked = better.any() ? better : answered;
    const auto year = year_of(answer.identifiers);
    const auto holders = std::ranges::count_if(real_lists_, [&](const RealList& real) {
      return real.could_hold(asked, year) ||
             std::ranges::find(answer.listings, real.list->dataset, &Listing::dataset) != answer.listings.end();
    });
    return {holdings_.lists, holders, holdings_.data_date, year};
  }

  const Generation& generation_;
  std::vector<RealList> real_lists_;
  Holdings holdings_;
  std::array<SpaceLookup, kKeySpaces> spaces_;
};

std::vector<LocatedKey> places_of(std::span<const Identifier> identifiers) {
  std::vector<LocatedKey> out;
  for (const Identifier& identifier : identifiers) {
    if (const auto located = key_of(identifier)) out.push_back(*located);
  }
  return out;
}

}  // namespace

Holdings holdings(const Generation& generation) {
  Holdings out;
  for (const ListInfo* list : real_lists(generation)) {
    ++out.lists;
    for (const std::uint64_t records : list->records) {
      out.records = to_count(static_cast<std::uint64_t>(out.records + to_count(records)));
    }
    out.records = to_count(static_cast<std::uint64_t>(out.records + to_count(list->imprints)));
    // Dates of this form sort as text.
    if (!out.data_date || list->date > *out.data_date) out.data_date = list->date;
  }
  return out;
}

std::vector<Answer> look_up(const IndexInUse& index, std::vector<Asked> asked) {
  std::vector<std::vector<LocatedKey>> places;
  places.reserve(asked.size());
  for (const Asked& one : asked) places.push_back(places_of(one.identifiers));

  std::optional<Lookup> lookup;
  if (index.generation) {
    lookup.emplace(*index.generation);
    for (const auto& of_one : places) std::ranges::for_each(of_one, std::bind_front(&Lookup::add, &*lookup));
    lookup->run();
  }

  std::vector<Answer> answers;
  answers.reserve(asked.size());
  for (std::size_t at = 0; at < asked.size(); ++at) {
    Answer& answer = answers.emplace_back();
    answer.state = State::not_checked;
    answer.subject = std::move(asked[at].subject);
    answer.identifiers = std::move(asked[at].identifiers);
    if (lookup) {
      lookup->complete(answer, places[at]);
    } else {
      answer.code = places[at].empty() ? ErrorCode::not_checkable : index.trouble.value_or(ErrorCode::no_index);
    }
  }
  return answers;
}

}  // namespace bycatch
