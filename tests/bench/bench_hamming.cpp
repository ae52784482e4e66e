// Exact search within 31 of 256 bits: a query that finds nothing (the usual case) and one that finds a neighbour,
// through the tables and by scan, from a mapped file; beside them, where faiss was found at configure time, its exact
// indexes.
//   bench_hamming [COUNT...]     default: 250000 1000000 10000000 (the last needs 3 GB of memory)
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>
#include <span>
#include <vector>

#include "hamming_builder.h"
#include "hamming_index.h"

#if BYCATCH_BENCH_FAISS
#include <faiss/IndexBinaryFlat.h>
#include <faiss/IndexBinaryHash.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <malloc.h>
#include <omp.h>
#endif

namespace {

using namespace bycatch;
using Clock = std::chrono::steady_clock;

constexpr int kRadius = 31;

// As of real pictures: half of the bits are set. (Chunks of real ones are less even: candidates x 1.2 to 1.4.)
Imprint random_imprint(std::mt19937_64& random) {
  Imprint imprint;
  for (auto& word : imprint.words) word = random();
  for (int ones = distance(imprint, {}); ones != kImprintBits / 2;) {
    auto& word = imprint.words[random() % 4];
    const std::uint64_t bit = std::uint64_t{1} << (random() % 64);
    if (((word & bit) == 0) != (ones < kImprintBits / 2)) continue;
    word ^= bit;
    ones += ones < kImprintBits / 2 ? 1 : -1;
  }
  return imprint;
}

Imprint with_flips(Imprint imprint, int flips, std::mt19937_64& random) {
  for (int i = 0; i < flips; ++i) imprint.words[random() % 4] ^= std::uint64_t{1} << (random() % 64);
  return imprint;
}

struct Queries {
  std::vector<Imprint> first;      // strangers that come upon blocks nobody checked yet
  std::vector<Imprint> strangers;  // others, after those
  std::vector<Imprint> neighbours;
};

class MappedFile {
 public:
  explicit MappedFile(std::span<const std::byte> bytes) : size_(bytes.size()), file_(std::tmpfile()) {
    if (file_ == nullptr || std::fwrite(bytes.data(), 1, size_, file_) != size_ || std::fflush(file_) != 0)
      std::abort();
    map_ = mmap(nullptr, size_, PROT_READ, MAP_SHARED, fileno(file_), 0);
    if (map_ == MAP_FAILED) std::abort();
  }
  ~MappedFile() {
    munmap(map_, size_);
    std::fclose(file_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(map_), size_}; }

 private:
  std::size_t size_;
  std::FILE* file_;
  void* map_;
};

struct Times {
  double median;
  double p90;
};

// Milliseconds a query; `work` answers how many it found.
Times measure(const std::vector<Imprint>& queries, std::size_t& found,
              const std::function<std::size_t(const Imprint&)>& work) {
  std::vector<double> times;
  for (const Imprint& query : queries) {
    const auto start = Clock::now();
    found += work(query);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::ranges::sort(times);
  return {times[times.size() / 2], times[times.size() * 9 / 10]};
}

void report(const char* what, const Queries& queries, double bytes_each,
            const std::function<std::size_t(const Imprint&)>& work) {
  std::size_t strangers = 0;
  std::size_t neighbours = 0;
  const Times first = measure(queries.first, strangers, work);
  const Times none = measure(queries.strangers, strangers, work);
  const Times one = measure(queries.neighbours, neighbours, work);
  std::printf("  %-26s none %7.4f ms (p90 %7.4f, first %7.4f)   one %7.4f ms   recall %.4f   %6.1f B each%s\n", what,
              none.median, none.p90, first.median, one.median,
              static_cast<double>(neighbours) / static_cast<double>(queries.neighbours.size()), bytes_each,
              strangers == 0 ? "" : "   FOUND A STRANGER");
}

void measure_ours(const char* what, HammingLayout layout, const std::vector<Imprint>& imprints,
                  const Queries& queries) {
  const auto start = Clock::now();
  const auto image = build_hamming(imprints, layout);
  const double build = std::chrono::duration<double>(Clock::now() - start).count();
  if (!image) std::abort();
  const MappedFile file(*image);
  const auto opening = Clock::now();
  const auto index = HammingIndex::open(file.bytes());
  const double open = std::chrono::duration<double, std::micro>(Clock::now() - opening).count();
  if (!index) std::abort();
  report(what, queries, static_cast<double>(image->size()) / static_cast<double>(imprints.size()),
         [&](const Imprint& query) {
           std::vector<Near> near;
           if (!index->near(query, kRadius, near)) std::abort();
           return near.size();
         });
  std::printf("  %-26s built in %.2f s, opened in %.1f us\n", "", build, open);
}

#if BYCATCH_BENCH_FAISS
// Bytes of memory that this process holds.
double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void measure_faiss(const char* what, faiss::IndexBinary& index, const std::vector<Imprint>& imprints,
                   const Queries& queries) {
  omp_set_num_threads(1);
  const auto as_bytes = [](const Imprint* from) { return reinterpret_cast<const std::uint8_t*>(from); };
  malloc_trim(0);  // or the index would move into what others left
  const double before = resident_bytes();
  index.add(static_cast<faiss::IndexBinary::idx_t>(imprints.size()), as_bytes(imprints.data()));
  const double bytes_each = (resident_bytes() - before) / static_cast<double>(imprints.size());
  report(what, queries, bytes_each, [&](const Imprint& query) {
    faiss::RangeSearchResult result(1);
    index.range_search(1, as_bytes(&query), kRadius + 1, &result);
    return result.lims[1];
  });
}
#endif

void measure_all(std::size_t count) {
  std::mt19937_64 random(count);
  std::vector<Imprint> imprints(count);
  for (Imprint& imprint : imprints) imprint = random_imprint(random);
  std::ranges::sort(imprints);
  Queries queries;
  for (int i = 0; i < 1001; ++i) queries.first.push_back(random_imprint(random));
  for (int i = 0; i < 1001; ++i) {
    queries.strangers.push_back(random_imprint(random));
    queries.neighbours.push_back(with_flips(imprints[random() % count], 10 + i % 22, random));
  }
  std::printf("%zu imprints, radius %d\n", count, kRadius);
  measure_ours("tables", HammingLayout::tables, imprints, queries);
  queries.first.resize(3);
  queries.strangers.resize(101);
  queries.neighbours.resize(101);
  measure_ours("scan", HammingLayout::scan, imprints, queries);
#if BYCATCH_BENCH_FAISS
  queries.first.resize(1);
  queries.strangers.resize(31);
  queries.neighbours.resize(31);
  faiss::IndexBinaryFlat flat(kImprintBits);
  measure_faiss("faiss Flat", flat, imprints, queries);
  if (count > 1'000'000) return;  // 4 GB and more
  faiss::IndexBinaryMultiHash hash(kImprintBits, 16, 16);
  hash.nflip = 1;
  measure_faiss("faiss MultiHash 16x16, 1", hash, imprints, queries);
#endif
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::strtoull(arguments[i], nullptr, 10));
  if (sizes.empty()) sizes = {250'000, 1'000'000, 10'000'000};
  for (const std::size_t size : sizes) measure_all(size);
}
