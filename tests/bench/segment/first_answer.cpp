// One process that opens what a peer built and looks up the first COUNT keys of a file. Prints by how many KiB its
// anonymous memory grew.
//   first_answer_PEER FOLDER KEYS COUNT
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "peers.h"

namespace {

long anonymous_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != "RssAnon:") continue;
    long kib = 0;
    status >> kib;
    return kib;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::vector<std::uint64_t> keys(std::strtoul(argv[3], nullptr, 10));
  std::FILE* file = std::fopen(argv[2], "rb");
  if (file == nullptr || std::fread(keys.data(), 8, keys.size(), file) != keys.size()) return 2;
  std::fclose(file);
  const bool counts_memory = keys.size() > 1;
  const long before = counts_memory ? anonymous_kib() : 0;
  const auto peer = BYCATCH_OPEN(argv[1]);
  for (const std::uint64_t key : keys) {
    if (!peer->find(key)) return 1;
  }
  if (counts_memory) std::printf("%ld\n", anonymous_kib() - before);
  return 0;
}
