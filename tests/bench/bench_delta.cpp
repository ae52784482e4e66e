// A delta beside a full rebuild: one id in a hundred goes, one comes, one in a thousand changes its lists.
//   bench_delta [COUNT...]     default: 3600000
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "delta.h"
#include "segment/figures.h"
#include "segment/key_set.h"
#include "segment/mapped_file.h"
#include "segment/peer_segment.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Churn {
  KeySet before;
  KeySet after;
};

Churn churned(std::size_t count) {
  KeySet all = KeySet::make(count + count / 100);
  std::mt19937_64 random(7);
  Churn out;
  out.before.sets = out.after.sets = all.sets;
  for (std::size_t i = 0; i < all.keys.size(); ++i) {
    const std::uint64_t fate = random() % 1010;
    const auto value = all.values[i];
    if (fate >= 10) {
      out.before.keys.push_back(all.keys[i]);
      out.before.values.push_back(value);
    }
    if (fate < 10 || fate >= 20) {
      out.after.keys.push_back(all.keys[i]);
      out.after.values.push_back(fate == 1009 ? all.values[random() % all.values.size()] : value);
    }
  }
  return out;
}

// Bits that a table of how often each thing occurs gives away, things in different contexts apart.
class Entropy {
 public:
  void add(std::uint64_t context, std::uint64_t thing) { ++counts_[context][thing]; }
  [[nodiscard]] double bits() const {
    double bits = 0;
    for (const auto& [context, things] : counts_) {
      double total = 0;
      for (const auto& [thing, count] : things) total += static_cast<double>(count);
      for (const auto& [thing, count] : things)
        bits -= static_cast<double>(count) * std::log2(static_cast<double>(count) / total);
    }
    return bits;
  }

 private:
  std::map<std::uint64_t, std::map<std::uint64_t, std::uint64_t>> counts_;
};

// What at least has to be told: for each key of both what happens to it (kept, gone, come, changed); where in the room
// between its neighbours a new one lies, its octave by that of the room, and the bits below; its value, by that of the
// key before it, and that of a changed one, by its own.
double entropy_bits(const Churn& churn) {
  Entropy fate;
  Entropy octave;
  Entropy values;
  double plain = 0;
  std::size_t a = 0;
  std::size_t b = 0;
  std::uint64_t last = 0;
  const KeySet& from = churn.before;
  const KeySet& to = churn.after;
  while (a < from.keys.size() || b < to.keys.size()) {
    const bool is_old = a < from.keys.size() && (b == to.keys.size() || from.keys[a] <= to.keys[b]);
    const bool is_new = b < to.keys.size() && (a == from.keys.size() || to.keys[b] <= from.keys[a]);
    const bool is_changed = is_old && is_new && from.values[a] != to.values[b];
    fate.add(0, !is_new ? 1 : !is_old ? 2 : is_changed ? 3 : 0);
    if (!is_old) {
      const std::uint64_t room = (a < from.keys.size() ? from.keys[a] : std::uint64_t{1} << 36U) - last;
      const std::uint64_t gap = to.keys[b] - last;
      octave.add(static_cast<std::uint64_t>(std::bit_width(room)), static_cast<std::uint64_t>(std::bit_width(gap)));
      plain += static_cast<double>(std::bit_width(gap) - 1);
      values.add(b > 0 ? to.values[b - 1] : 255, to.values[b]);
    }
    if (is_changed) values.add(std::uint64_t{from.values[a]} + 1000, to.values[b]);
    last = is_old ? from.keys[a] : to.keys[b];
    a += is_old ? 1 : 0;
    b += is_new ? 1 : 0;
  }
  return fate.bits() + octave.bits() + plain + values.bits();
}

class FileSink final : public bycatch::ByteSink {
 public:
  explicit FileSink(const fs::path& path) : file_(path, std::ios::binary) {}
  bycatch::Status append(std::span<const std::byte> bytes) override { return write(bytes); }
  bycatch::Status patch_start(std::span<const std::byte> bytes) override {
    file_.seekp(0);
    const bycatch::Status done = write(bytes);
    file_.flush();
    return done;
  }

 private:
  bycatch::Status write(std::span<const std::byte> bytes) {
    file_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return file_ ? bycatch::Status{} : bycatch::fail(bycatch::ErrorCode::io, "not written");
  }
  std::ofstream file_;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void measure(std::size_t count, const fs::path& home) {
  const Churn churn = churned(count);
  const fs::path base_path = home / "base";
  const fs::path result_path = home / "result";
  const fs::path applied_path = home / "applied";
  build_segment(churn.before, base_path, 64);
  const auto rebuild = Clock::now();
  build_segment(churn.after, result_path, 64);
  const double rebuild_s = seconds_since(rebuild);
  const MappedFile base(base_path);
  const MappedFile result(result_path);
  const auto start = Clock::now();
  const auto delta = bycatch::make_delta(base.bytes(), result.bytes());
  const double make_s = seconds_since(start);
  if (!delta) std::abort();
  std::vector<double> times;
  std::vector<double> cpu_times;
  for (int round = 0; round < 5; ++round) {
    const auto begin = Clock::now();
    const std::clock_t cpu = std::clock();
    FileSink sink(applied_path);
    if (!bycatch::apply_delta(base.bytes(), *delta, sink)) std::abort();
    times.push_back(seconds_since(begin));
    cpu_times.push_back(static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
  }
  const MappedFile applied(applied_path);
  if (!std::ranges::equal(applied.bytes(), result.bytes())) std::abort();
  const double apply_s = median(times);
  const auto keys = static_cast<double>(churn.after.keys.size());
  const double entropy = entropy_bits(churn) / 8;
  std::printf(
      "%zu keys: segment %zu B; delta %zu B = %.3f x its entropy of %.0f B = %.1f %% of the segment\n"
      "  apply %.3f s (least %.3f; CPU %.3f on two threads) = %.1f ns a key, file written and both hashes proven; "
      "make and try %.2f s; full rebuild from sorted records %.2f s\n",
      churn.after.keys.size(), result.bytes().size(), delta->size(), static_cast<double>(delta->size()) / entropy,
      entropy, 100.0 * static_cast<double>(delta->size()) / static_cast<double>(result.bytes().size()), apply_s,
      *std::ranges::min_element(times), median(cpu_times), apply_s / keys * 1e9, make_s, rebuild_s);
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path home = fs::canonical("/proc/self/exe").parent_path().parent_path().parent_path() / "bench" / "delta";
  fs::create_directories(home);
  std::vector<std::size_t> counts;
  for (int i = 1; i < argc; ++i) counts.push_back(std::strtoul(argv[i], nullptr, 10));
  if (counts.empty()) counts = {3600000};
  std::printf("%s\n", machine().c_str());
  for (const std::size_t count : counts) measure(count, home);
  fs::remove_all(home);
  return 0;
}
