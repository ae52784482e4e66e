#include "key_set.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace {

constexpr double kLowest = 1e6;
constexpr double kHighest = 5.4e10;
constexpr std::size_t kSets = 200;
constexpr unsigned kDatasets = 50;

std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdU;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53U;
  return x ^ x >> 33;
}

// xoshiro256**
class Random {
 public:
  Random() {
    std::uint64_t seed = 42;
    for (auto& word : state_) word = mixed(seed += 0x9e3779b97f4a7c15U);
  }
  std::uint64_t next() {
    auto& s = state_;
    const std::uint64_t out = std::rotl(s[1] * 5, 7) * 9;
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return out;
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double gauss() {
    const double u = unit() + 1e-300;
    return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * unit());
  }
  std::uint64_t geometric(double mean) {
    if (mean <= 1.0001) return 1;
    return 1 + static_cast<std::uint64_t>(std::log(unit() + 1e-300) / std::log(1 - 1 / mean));
  }

 private:
  std::uint64_t state_[4];
};

// Popular sets are mostly of one dataset, rare ones are unions.
std::vector<std::uint64_t> make_sets(Random& random) {
  std::vector<std::uint64_t> sets;
  for (unsigned dataset = 0; dataset < 40; ++dataset) sets.push_back(std::uint64_t{1} << dataset);
  while (sets.size() < kSets) {
    const int most = std::min(8, 2 + static_cast<int>(-std::log(random.unit() + 1e-12) * 0.9));
    std::uint64_t set = 0;
    while (std::popcount(set) < most)
      set |= std::uint64_t{1} << static_cast<unsigned>(kDatasets * std::pow(random.unit(), 1.7));
    if (std::ranges::find(sets, set) == sets.end()) sets.push_back(set);
  }
  for (std::size_t i = kSets - 1; i > 8; --i) std::swap(sets[i], sets[8 + random.next() % (i - 7)]);
  return sets;
}

// How often each set is drawn: Zipf's law.
class Zipf {
 public:
  Zipf() {
    double total = 0;
    for (std::size_t i = 0; i < kSets; ++i) below_.push_back(total += 1 / std::pow(static_cast<double>(i) + 1, 1.1));
    for (double& share : below_) share /= total;
  }
  std::uint64_t draw(Random& random) const {
    return static_cast<std::uint64_t>(std::ranges::lower_bound(below_, random.unit()) - below_.begin());
  }

 private:
  std::vector<double> below_;
};

// Density grows with the id and varies from one stretch of ids to the next.
double burst_start(Random& random) {
  for (;;) {
    const double x = kLowest + random.unit() * (kHighest - kLowest);
    const std::uint64_t stretch = mixed(static_cast<std::uint64_t>(x) >> 24U);
    const double u = static_cast<double>((stretch >> 32U) + 1) * 0x1.0p-32;
    const double v = static_cast<double>(stretch & 0xffffffffU) * 0x1.0p-32;
    const double noise = std::min(4.0, std::exp(0.6 * std::sqrt(-2 * std::log(u)) * std::cos(6.2831853 * v)));
    if (random.unit() < (0.4 + 0.6 * x / kHighest) * noise / 4) return x;
  }
}

// id << 8 | set. A person's uploads: some at once, most of them taken over into the same set.
void add_burst(Random& random, const Zipf& zipf, std::vector<std::uint64_t>& out) {
  auto id = static_cast<std::uint64_t>(burst_start(random));
  unsigned photos = 1;
  if (random.unit() >= 0.30)
    photos = static_cast<unsigned>(std::min(500.0, 2 * std::pow(random.unit() + 1e-12, -1 / 1.4)));
  const double mean_gap = random.unit() < 0.3 ? 2.0 : std::exp(std::log(20.0) + random.gauss()) + 1;
  const std::uint64_t usual = zipf.draw(random);
  for (; photos > 0; --photos) {
    const std::uint64_t set = random.unit() < 0.7 ? usual : zipf.draw(random);
    if (id < 55000000000U) out.push_back(id << 8U | set);
    id += random.geometric(mean_gap);
  }
}

std::vector<std::uint64_t> make_rows(Random& random, std::size_t keys) {
  const Zipf zipf;
  std::vector<std::uint64_t> rows;
  rows.reserve(keys + keys / 32 + 1000);
  for (std::size_t target = keys + keys / 50 + 100; rows.size() < keys;
       target = rows.size() + (keys - rows.size()) * 2 + 1000) {
    while (rows.size() < target) add_burst(random, zipf, rows);
    std::ranges::sort(rows);
    const auto same_id = [](std::uint64_t a, std::uint64_t b) { return a >> 8U == b >> 8U; };
    rows.erase(std::unique(rows.begin(), rows.end(), same_id), rows.end());
  }
  // What is too much goes at random.
  std::size_t surplus = rows.size() - keys;
  std::size_t left = rows.size();
  std::erase_if(rows, [&](std::uint64_t) {
    const bool drop = surplus > 0 && random.unit() * static_cast<double>(left) < static_cast<double>(surplus);
    --left;
    surplus -= drop ? 1 : 0;
    return drop;
  });
  return rows;
}

}  // namespace

KeySet KeySet::make(std::size_t count) {
  Random random;
  KeySet out;
  for (const std::uint64_t set : make_sets(random)) {
    auto& lists = out.sets.emplace_back();
    for (std::uint16_t list = 0; list < 64; ++list) {
      if ((set >> list & 1U) != 0) lists.push_back(list);
    }
  }
  for (const std::uint64_t row : make_rows(random, count)) {
    out.keys.push_back(row >> 8U);
    out.values.push_back(static_cast<std::uint8_t>(row & 255U));
  }
  for (std::size_t i = 0; i < kQueries; ++i) out.hits.push_back(out.keys[random.next() % count]);
  while (out.misses.size() < kQueries) {
    const auto key = static_cast<std::uint64_t>(kLowest + random.unit() * (kHighest - kLowest));
    if (!std::ranges::binary_search(out.keys, key)) out.misses.push_back(key);
  }
  return out;
}
