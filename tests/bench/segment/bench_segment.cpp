// The index beside what else could hold the same ids and dataset sets: bytes, median times, first answers, memory.
//   bench_segment [COUNT...]     default: 3600000 24000000; 100000000 needs 3 GB of memory and 10 GB of disk
// Files are kept in build/bench/segment and used again; the table and the picture go to build/bench.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>

#include "figures.h"
#include "peer_segment.h"
#include "peers.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Entry {
  PeerKind kind;
  const char* program;  // first_answer_...
};

std::vector<Entry> entries() {
  return {
      {segment_peer(), "segment"}, {sqlite_peer(), "sqlite"},
#if BYCATCH_BENCH_LMDB
      {lmdb_peer(), "lmdb"},       {lmdb_dupfixed_peer(), "lmdb_dupfixed"},
#endif
#if BYCATCH_BENCH_ROCKSDB
      {rocksdb_peer(), "rocksdb"},
#endif
#if BYCATCH_BENCH_SDSL
      {sdsl_peer(), "sdsl"},
#endif
      {array_peer(), "array"},
  };
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Median nanoseconds of one call, each timed by itself; what timing nothing takes is taken off.
template <class Work>
double median_ns(std::span<const std::uint64_t> queries, Work&& work) {
  std::vector<double> times;
  times.reserve(queries.size());
  for (const std::uint64_t query : queries) {
    const auto start = Clock::now();
    work(query);
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - start).count());
  }
  return median(std::move(times));
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "build_s") files.push_back(entry.path());
  }
  return files;
}

std::uintmax_t bytes_in(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const fs::path& file : files_in(folder)) bytes += fs::file_size(file);
  return bytes;
}

void drop_from_cache(const fs::path& folder) {
  for (const fs::path& path : files_in(folder)) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 || fdatasync(file) != 0 || posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) != 0) std::abort();
    close(file);
  }
}

// Builds into `folder` unless that was done before; seconds of CPU.
double built(const fs::path& folder, const std::function<void(const fs::path&)>& build) {
  double seconds = 0;
  if (std::ifstream done(folder / "build_s"); done >> seconds) return seconds;
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::clock_t start = std::clock();
  build(folder);
  seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::ofstream(folder / "build_s") << seconds;
  return seconds;
}

// Starts first_answer_PROGRAM; milliseconds from before its start to its end.
double run_once(const fs::path& bin, const std::string& program, const fs::path& folder, const fs::path& keys,
                const char* count, const fs::path& output) {
  const std::string path = bin / ("first_answer_" + program);
  std::string folder_text = folder;
  std::string keys_text = keys;
  std::string count_text = count;
  char* arguments[] = {const_cast<char*>(path.c_str()), folder_text.data(), keys_text.data(), count_text.data(),
                       nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const auto start = Clock::now();
  pid_t child = 0;
  int status = 0;
  if (posix_spawn(&child, path.c_str(), &actions, nullptr, arguments, environ) != 0 ||
      waitpid(child, &status, 0) != child || status != 0) {
    std::fprintf(stderr, "%s failed\n", path.c_str());
    std::exit(1);
  }
  const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  posix_spawn_file_actions_destroy(&actions);
  return ms;
}

class Run {
 public:
  Run(std::size_t keys, fs::path bin, fs::path home)
      : bin_(std::move(bin)), home_(home / std::to_string(keys)), set_(KeySet::make(keys)) {
    figures_.keys = keys;
    fs::create_directories(home_);
    std::ofstream(home_ / "hits", std::ios::binary)
        .write(reinterpret_cast<const char*>(set_.hits.data()), static_cast<std::streamsize>(set_.hits.size() * 8));
  }

  RunFigures measure() {
    for (const Entry& entry : entries()) build(entry);
    measure_lookups();
    measure_batches();
    measure_blocks();
    measure_processes();
    return figures_;
  }

 private:
  static constexpr std::size_t kRounds = 5;
  static constexpr std::size_t kRoundQueries = 40000;
  static constexpr std::size_t kBatchKeys = 256;

  [[nodiscard]] fs::path folder(const Entry& entry) const { return home_ / entry.program; }
  [[nodiscard]] double a_key(std::uintmax_t bytes) const {
    return static_cast<double>(bytes) / static_cast<double>(figures_.keys);
  }
  [[nodiscard]] static std::span<const std::uint64_t> part(const std::vector<std::uint64_t>& queries,
                                                           std::size_t round) {
    return std::span(queries).subspan(round * kRoundQueries, kRoundQueries);
  }

  void build(const Entry& entry) {
    PeerFigures& peer = figures_.peers.emplace_back();
    peer.name = entry.kind.name;
    peer.build_s = built(folder(entry), [&](const fs::path& to) { entry.kind.build(set_, to); });
    peer.bytes_a_key = a_key(bytes_in(folder(entry)));
  }

  // Rounds of one peer stand between rounds of the others, so that a slower minute is everyone's.
  void measure_lookups() {
    std::vector<std::unique_ptr<Peer>> peers;
    for (const Entry& entry : entries()) peers.push_back(entry.kind.open(folder(entry)));
    std::vector<std::vector<double>> hits(peers.size());
    std::vector<std::vector<double>> misses(peers.size());
    std::size_t wrong = 0;
    for (std::size_t round = 0; round < kRounds; ++round) {
      const double nothing = median_ns(part(set_.hits, round), [](std::uint64_t key) { use(key); });
      for (std::size_t i = 0; i < peers.size(); ++i) {
        // The first round of a file that nobody read yet is not like the others.
        if (round == 0) {
          for (const std::uint64_t key : part(set_.hits, round)) wrong += peers[i]->find(key) ? 0U : 1U;
        }
        hits[i].push_back(
            median_ns(part(set_.hits, round), [&](std::uint64_t key) { wrong += peers[i]->find(key) ? 0U : 1U; }) -
            nothing);
        misses[i].push_back(
            median_ns(part(set_.misses, round), [&](std::uint64_t key) { wrong += peers[i]->find(key) ? 1U : 0U; }) -
            nothing);
      }
    }
    if (wrong > 0) std::printf("WRONG ANSWERS: %zu\n", wrong);
    for (std::size_t i = 0; i < peers.size(); ++i) {
      figures_.peers[i].hit_ns = median(hits[i]);
      figures_.peers[i].miss_ns = median(misses[i]);
    }
  }

  void measure_batches() {
    OpenSegment segment(home_ / "segment" / "segment");
    std::vector<double> single;
    std::vector<double> batch;
    for (std::size_t round = 0; round < kRounds; ++round) {
      std::vector<bycatch::Key> keys;
      for (const std::uint64_t key : part(set_.hits, round)) keys.push_back({0, key});
      keys.resize(keys.size() / kBatchKeys * kBatchKeys);
      const auto start = Clock::now();
      for (const bycatch::Key& key : keys) use(segment.find(std::span(&key, 1)));
      const auto between = Clock::now();
      single.push_back(std::chrono::duration<double, std::nano>(between - start).count() /
                       static_cast<double>(keys.size()));
      // A caller hands over keys in order and without repetition; putting them so is not timed.
      double total = 0;
      for (std::size_t at = 0; at < keys.size(); at += kBatchKeys) {
        const auto run = std::span(keys).subspan(at, kBatchKeys);
        std::ranges::sort(run);
        const auto sorted = Clock::now();
        use(segment.find(run));
        total += std::chrono::duration<double, std::nano>(Clock::now() - sorted).count();
      }
      batch.push_back(total / static_cast<double>(keys.size()));
    }
    figures_.single_ns = median(single);
    figures_.batch_ns = median(batch);
  }

  void measure_blocks() {
    for (const unsigned block_keys : {16U, 32U, 48U, 64U, 96U, 128U}) {
      const fs::path at = home_ / ("blocks_" + std::to_string(block_keys));
      built(at, [&](const fs::path& to) { build_segment(set_, to / "segment", block_keys); });
      OpenSegment segment(at / "segment");
      std::vector<double> hits;
      for (std::size_t round = 0; round < kRounds; ++round) {
        const auto find = [&](std::uint64_t key) {
          const bycatch::Key one{0, key};
          use(segment.find(std::span(&one, 1)));
        };
        if (round == 0) {
          for (const std::uint64_t key : part(set_.hits, round)) find(key);
        }
        const double nothing = median_ns(part(set_.hits, round), [](std::uint64_t key) { use(key); });
        hits.push_back(median_ns(part(set_.hits, round), find) - nothing);
      }
      figures_.blocks.push_back({block_keys, a_key(bytes_in(at)), median(hits)});
    }
  }

  // Everything is in the cache by now, and nothing of it is mapped by this process any more.
  void measure_processes() {
    const fs::path keys = home_ / "hits";
    const fs::path output = home_ / "output";
    const auto repeated = [&](const std::string& program, const fs::path& at, std::size_t times, bool is_cold) {
      std::vector<double> all;
      for (std::size_t i = 0; i < times; ++i) {
        if (is_cold) drop_from_cache(at);
        all.push_back(run_once(bin_, program, at, keys, "1", output));
      }
      return median(all);
    };
    figures_.empty_ms = repeated("none", home_, 101, false);
    for (std::size_t i = 0; i < figures_.peers.size(); ++i) {
      const Entry entry = entries()[i];
      run_once(bin_, entry.program, folder(entry), keys, "10000", output);
      std::ifstream(output) >> figures_.peers[i].anonymous_kib;
      figures_.peers[i].warm_ms = repeated(entry.program, folder(entry), 41, false);
      figures_.peers[i].cold_ms = repeated(entry.program, folder(entry), 7, true);
    }
  }

  fs::path bin_;
  fs::path home_;
  KeySet set_;
  RunFigures figures_;
};

}  // namespace

int main(int argc, char** argv) {
  const fs::path bin = fs::canonical("/proc/self/exe").parent_path();
  const fs::path home = bin.parent_path().parent_path() / "bench";
  std::vector<std::size_t> counts;
  for (int i = 1; i < argc; ++i) counts.push_back(std::strtoul(argv[i], nullptr, 10));
  if (counts.empty()) counts = {3600000, 24000000};
  std::printf("%s\n", machine().c_str());
  for (const std::size_t count : counts) {
    const RunFigures figures = Run(count, bin, home / "segment").measure();
    const std::string table = table_of(figures);
    std::printf("\n%s", table.c_str());
    std::fflush(stdout);
    std::ofstream(home / ("segment_" + std::to_string(count) + ".md")) << machine() << "\n\n" << table;
    std::ofstream(home / ("segment_" + std::to_string(count) + ".svg")) << picture_of(figures);
  }
  return 0;
}
