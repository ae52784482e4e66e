#include "hamming_walk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "hamming_format.h"
#include "hamming_kernels.h"

namespace bycatch {
namespace {

using namespace hamming;

constexpr std::size_t kCacheLine = 64;

void prefetch([[maybe_unused]] const std::byte* at) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(at);
#endif
}

// One query's walk through the tables. Table t holds all imprints, ordered by their 16-bit chunks from chunk t on; its
// directory says where those with a given chunk t begin, and what is stored of each is chunk t + 1, counted in a ring.
//
// If an imprint is at most r bits away, then on the ring of 16 chunk distances there is a chunk to start from such that
// for every n the first n distances together are at most n * r / 16, rounded down: start behind the place where the sum
// of (distance - r / 16), taken around the ring, was last at its highest. So from every chunk the walk goes to all
// values within r / 16 of the wanted one, from each to the next chunks that keep the first two within 2 * r / 16, and
// so on, until it comes to table 0, whose order is that of the imprints themselves, or to one of kLandings. A walk may
// join the chunks of different imprints; what it reaches is compared as a whole.
class HammingWalk {
 public:
  HammingWalk(const CheckedImage& image, std::size_t count, const Imprint& wanted, int radius)
      : image_(image),
        places_(image.places()),
        count_(count),
        wanted_(wanted),
        radius_(radius),
        shift_(step_shift(count)) {
    for (std::size_t t = 0; t < kChunks; ++t) chunks_[t] = chunk_of(wanted, t);
  }

  Result<bool> run(std::vector<Near>& out) {
    start();
    for (std::size_t length = 1; !stops_.empty(); ++length) {
      merge();
      if (!locate()) return fail(ErrorCode::corrupt, "imprint directory");
      if (read_ > count_) return false;
      if (!advance(length)) return fail(ErrorCode::corrupt, "imprint table");
    }
    if (!compare(out)) return fail(ErrorCode::corrupt, "imprints");
    return true;
  }

 private:
  // A value of the chunk of one table, and how many bits were spent to come to it. Packed, so that sorting brings
  // together those at the same place, the cheapest first.
  struct Stop {
    Stop(std::size_t table, std::uint16_t value, int spent)
        : packed((static_cast<std::uint32_t>(table) << 24U) | (std::uint32_t{value} << 8U) |
                 static_cast<std::uint32_t>(spent)) {}
    [[nodiscard]] std::size_t table() const { return packed >> 24U; }
    [[nodiscard]] std::size_t value() const { return (packed >> 8U) & 0xFFFFU; }
    [[nodiscard]] int spent() const { return static_cast<int>(packed & 0xFFU); }
    [[nodiscard]] bool same_place(Stop other) const { return packed >> 8U == other.packed >> 8U; }
    auto operator<=>(const Stop&) const = default;

    std::uint32_t packed;
  };

  struct Range {
    std::uint32_t begin;
    std::uint32_t end;
  };

  static constexpr std::size_t kAhead = 16;  // stops whose entries are fetched before they are needed
  static constexpr std::size_t kLinesAhead = 8;

  [[nodiscard]] int budget(std::size_t chunks) const { return static_cast<int>(chunks) * radius_ / int{kChunks}; }

  void start() {
    for (std::size_t t = 0; t < kChunks; ++t) {
      stops_.emplace_back(t, chunks_[t], 0);
      if (budget(1) == 0) continue;
      for (unsigned bit = 0; bit < 16; ++bit) {
        stops_.emplace_back(t, static_cast<std::uint16_t>(chunks_[t] ^ (1U << bit)), 1);
      }
    }
  }

  void merge() {
    std::ranges::sort(stops_);
    const auto rest = std::ranges::unique(stops_, [](Stop a, Stop b) { return a.same_place(b); });
    stops_.erase(rest.begin(), rest.end());
  }

  [[nodiscard]] std::size_t group_place(Stop stop) const {
    return places_.directories + stop.table() * kDirectoryBytes + stop.value() / kGroupValues * 4;
  }

  [[nodiscard]] std::size_t step_place(Stop stop) const {
    return places_.directories + stop.table() * kDirectoryBytes + (kGroups + 1) * 4 + stop.value();
  }

  // Looks up where the entries of each stop are.
  bool locate() {
    for (const Stop stop : stops_) {
      prefetch(image_.at(group_place(stop)));
      prefetch(image_.at(step_place(stop)));
    }
    ranges_.clear();
    for (const Stop stop : stops_) {
      const auto range = range_of(stop);
      if (!range) return false;
      ranges_.push_back(*range);
      read_ += range->end - range->begin;
    }
    return true;
  }

  // All entries of the stop and, since steps are rounded, perhaps some of its neighbours'.
  [[nodiscard]] std::optional<Range> range_of(Stop stop) const {
    const std::size_t group_at = group_place(stop);
    const std::size_t step_at = step_place(stop);
    const bool last_in_group = stop.value() % kGroupValues == kGroupValues - 1;
    if (!image_.intact(group_at, group_at + 8) || !image_.intact(step_at, step_at + (last_in_group ? 1 : 2))) {
      return std::nullopt;
    }
    const auto group = load<Range>(image_.at(group_at));
    if (group.begin > group.end || group.end > count_) return std::nullopt;
    const auto step = static_cast<std::uint32_t>(*image_.at(step_at));
    const std::uint32_t next = last_in_group ? kMaxStep : static_cast<std::uint32_t>(*image_.at(step_at + 1));
    const std::uint32_t size = group.end - group.begin;
    const std::uint32_t end = next == kMaxStep ? size : std::min(size, (next << shift_) + (1U << shift_) - 1);
    if (step << shift_ > end) return std::nullopt;
    return Range{group.begin + (step << shift_), group.begin + end};
  }

  [[nodiscard]] std::size_t entry_place(std::size_t table, std::uint32_t entry) const {
    return places_.nexts + (table * count_ + entry) * 2;
  }

  void fetch(std::size_t i) const {
    if (i >= stops_.size()) return;
    const std::size_t table = stops_[i].table();
    const std::size_t end = entry_place(table, ranges_[i].end);
    std::size_t at = entry_place(table, ranges_[i].begin);
    for (std::size_t line = 0; line < kLinesAhead && at < end; ++line, at += kCacheLine) {
      prefetch(image_.at(at));
    }
  }

  // Goes from each stop, `length` chunks into the walk, to those of the next chunk.
  bool advance(std::size_t length) {
    following_.clear();
    for (std::size_t i = 0; i < std::min(kAhead, stops_.size()); ++i) fetch(i);
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      fetch(i + kAhead);
      const Stop stop = stops_[i];
      const std::size_t begin = entry_place(stop.table(), ranges_[i].begin);
      const std::size_t end = entry_place(stop.table(), ranges_[i].end);
      if (!image_.intact(begin, end)) return false;
      const std::uint16_t wanted = chunks_[(stop.table() + 1) % kChunks];
      const int limit = budget(length + 1) - stop.spent();
      close_.clear();
      find_close(image_.at(begin), (end - begin) / 2, wanted, limit, close_, image_.simd());
      if (stop.table() == 0) {
        for (const std::uint32_t entry : close_) candidates_.push_back(ranges_[i].begin + entry);
      } else if (const auto landing = std::ranges::find(kLandings, stop.table()); landing != kLandings.end()) {
        land(static_cast<std::size_t>(landing - kLandings.begin()), ranges_[i].begin);
      } else {
        follow(stop, begin, wanted);
      }
    }
    stops_.swap(following_);
    return true;
  }

  void follow(Stop stop, std::size_t begin, std::uint16_t wanted) {
    for (const std::uint32_t entry : close_) {
      const auto value = load<std::uint16_t>(image_.at(begin + std::size_t{entry} * 2));
      const int bits = std::popcount(static_cast<std::uint16_t>(value ^ wanted));
      const Stop next((stop.table() + 1) % kChunks, value, stop.spent() + bits);
      // Entries of one stop are in order, so equal ones come together.
      if (following_.empty() || following_.back() != next) following_.push_back(next);
    }
  }

  void land(std::size_t landing, std::uint32_t begin) {
    for (const std::uint32_t entry : close_) {
      landed_.push_back(places_.positions + (landing * count_ + begin + entry) * 4);
      prefetch(image_.at(landed_.back()));
    }
  }

  bool compare(std::vector<Near>& out) {
    for (const std::size_t at : landed_) {
      if (!image_.intact(at, at + 4)) return false;
      candidates_.push_back(load<std::uint32_t>(image_.at(at)));
      if (candidates_.back() >= count_) return false;
    }
    std::ranges::sort(candidates_);
    const auto rest = std::ranges::unique(candidates_);
    candidates_.erase(rest.begin(), rest.end());
    const auto place = [&](std::uint32_t position) { return places_.imprints + position * kImprintBytes; };
    for (const std::uint32_t position : candidates_) prefetch(image_.at(place(position)));
    for (const std::uint32_t position : candidates_) {
      const std::size_t at = place(position);
      if (!image_.intact(at, at + kImprintBytes)) return false;
      find_near(image_.at(at), 1, position, wanted_, radius_, out, image_.simd());
    }
    return true;
  }

  const CheckedImage& image_;
  const Places& places_;
  const std::size_t count_;
  const Imprint& wanted_;
  const int radius_;
  const unsigned shift_;
  std::array<std::uint16_t, kChunks> chunks_;

  std::vector<Stop> stops_;
  std::vector<Stop> following_;
  std::vector<Range> ranges_;  // of stops_
  std::vector<std::uint32_t> close_;
  std::vector<std::size_t> landed_;        // where positions of imprints are to be read
  std::vector<std::uint32_t> candidates_;  // positions of imprints
  std::size_t read_ = 0;                   // entries
};

}  // namespace

Result<bool> walk_tables(const CheckedImage& image, std::size_t count, const Imprint& wanted, int radius,
                         std::vector<Near>& out) {
  return HammingWalk(image, count, wanted, radius).run(out);
}

}  // namespace bycatch
