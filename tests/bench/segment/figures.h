// What was measured, and its table and picture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct PeerFigures {
  std::string name;
  double bytes_a_key = 0;
  double hit_ns = 0;  // medians
  double miss_ns = 0;
  double warm_ms = 0;  // process start to first answer
  double cold_ms = 0;
  double anonymous_kib = 0;
  double build_s = 0;  // CPU
};

struct BlockFigures {
  unsigned block_keys = 0;
  double bytes_a_key = 0;
  double hit_ns = 0;
};

struct RunFigures {
  std::size_t keys = 0;
  std::vector<PeerFigures> peers;  // the segment first
  std::vector<BlockFigures> blocks;
  double single_ns = 0;  // a key, one after the other
  double batch_ns = 0;   // a key, 256 at once
  double empty_ms = 0;   // a process that opens nothing

  [[nodiscard]] const PeerFigures* find(const std::string& name) const;
};

// The processor and the number of cores.
std::string machine();

std::string table_of(const RunFigures& run);
std::string picture_of(const RunFigures& run);
