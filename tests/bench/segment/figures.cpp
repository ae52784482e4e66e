#include "figures.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <fstream>
#include <thread>

namespace {

__attribute__((format(printf, 1, 2))) std::string text(const char* format, ...) {
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  return line;
}

std::string count_text(std::size_t keys) {
  return text("%.1f M keys", static_cast<double>(keys) / 1e6);
}

// Bars on a logarithmic scale from `least` up, for peers that differ by orders of magnitude.
class Bars {
 public:
  Bars(double x, double y, double width, const char* title) : x_(x), y_(y), width_(width) {
    svg_ += text("<text x='%.0f' y='%.0f' class='h'>%s</text>\n", x, y, title);
    y_ += 12;
  }
  void add(const std::string& name, double value, double least, double most, const std::string& label, bool is_ours) {
    const double share = std::log(std::max(value, least * 1.05) / least) / std::log(most / least);
    svg_ += text("<text x='%.0f' y='%.0f' class='n'>%s</text>\n", x_ + kNames - 6, y_ + 13, name.c_str());
    svg_ += text("<rect x='%.0f' y='%.0f' width='%.1f' height='14' rx='2' class='%s'/>\n", x_ + kNames, y_ + 2,
                 share * (width_ - kNames - kLabels), is_ours ? "a" : "b");
    svg_ += text("<text x='%.1f' y='%.0f'>%s</text>\n", x_ + kNames + share * (width_ - kNames - kLabels) + 5, y_ + 13,
                 label.c_str());
    y_ += 20;
  }
  [[nodiscard]] const std::string& svg() const { return svg_; }

 private:
  static constexpr double kNames = 190;
  static constexpr double kLabels = 70;
  double x_;
  double y_;
  double width_;
  std::string svg_;
};

}  // namespace

const PeerFigures* RunFigures::find(const std::string& name) const {
  const auto at = std::ranges::find(peers, name, &PeerFigures::name);
  return at == peers.end() ? nullptr : &*at;
}

std::string machine() {
  std::string model = "unknown processor";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (!line.starts_with("model name")) continue;
    model = line.substr(line.find(':') + 2);
    break;
  }
  return text("%s, %u cores", model.c_str(), std::thread::hardware_concurrency());
}

std::string table_of(const RunFigures& run) {
  const PeerFigures& ours = run.peers.front();
  std::string out = text("%s; in brackets: how many times the segment's\n\n", count_text(run.keys).c_str());
  out +=
      "| | bytes a key | hit p50 ns | miss p50 ns | start to first answer ms | cold ms | anonymous KiB | build CPU s "
      "|\n";
  out += "|---|---|---|---|---|---|---|---|\n";
  for (const PeerFigures& peer : run.peers) {
    out +=
        text("| %s | %.3f (%.2f) | %.0f (%.2f) | %.0f (%.1f) | %.2f | %.2f | %.0f | %.1f |\n", peer.name.c_str(),
             peer.bytes_a_key, peer.bytes_a_key / ours.bytes_a_key, peer.hit_ns, peer.hit_ns / ours.hit_ns,
             peer.miss_ns, peer.miss_ns / ours.miss_ns, peer.warm_ms, peer.cold_ms, peer.anonymous_kib, peer.build_s);
  }
  const PeerFigures* array = run.find("sorted array + lower_bound");
  const PeerFigures* sqlite = run.find("SQLite, rowid");
  out += text("\n- hit: %.2f x the sorted array, %.3f x SQLite\n", ours.hit_ns / array->hit_ns,
              ours.hit_ns / sqlite->hit_ns);
  out += text("- median miss: %.3f x SQLite\n", ours.miss_ns / sqlite->miss_ns);
  out += text("- 256 at once: %.0f ns a key; one by one %.0f ns: %.2f x\n", run.batch_ns, run.single_ns,
              run.single_ns / run.batch_ns);
  out += text("- start to first answer: %.2f ms more than an empty program (%.2f ms); cold %.2f x SQLite\n",
              ours.warm_ms - run.empty_ms, run.empty_ms, ours.cold_ms / sqlite->cold_ms);
  out += "- keys a block:";
  for (const BlockFigures& block : run.blocks) {
    out += text(" %u: %.3f B, %.0f ns (%.2f x the array);", block.block_keys, block.bytes_a_key, block.hit_ns,
                block.hit_ns / array->hit_ns);
  }
  out.back() = '\n';
  return out;
}

std::string picture_of(const RunFigures& run) {
  const double rows = static_cast<double>(run.peers.size()) * 20;
  const double height = rows * 2 + static_cast<double>(run.blocks.size()) * 20 + 160;
  std::string svg = text(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 %.0f' width='640' height='%.0f' role='img' "
      "aria-label='Bytes a key and time of a lookup, the segment beside its peers'>\n",
      height, height);
  svg +=
      "<style>text{font:12px "
      "sans-serif;fill:#444}.h{font-weight:bold}.n{text-anchor:end}.a{fill:#c2410c}.b{fill:#8a94a6}"
      "@media(prefers-color-scheme:dark){text{fill:#ccc}"
      ".a{fill:#fb923c}}</style>\n";
  Bars bytes(0, 20, 640, "Bytes a key (logarithmic)");
  Bars times(0, rows + 60, 640, "Median time of a random hit (logarithmic)");
  double most = 0;
  double slowest = 0;
  for (const PeerFigures& peer : run.peers) {
    most = std::max(most, peer.bytes_a_key);
    slowest = std::max(slowest, peer.hit_ns);
  }
  for (const PeerFigures& peer : run.peers) {
    const bool is_ours = &peer == &run.peers.front();
    bytes.add(peer.name, peer.bytes_a_key, 1, most, text("%.2f", peer.bytes_a_key), is_ours);
    times.add(peer.name, peer.hit_ns, 100, slowest, text("%.0f ns", peer.hit_ns), is_ours);
  }
  Bars blocks(0, rows * 2 + 100, 640, "Median time of a random hit, and bytes a key, by keys a block");
  for (const BlockFigures& block : run.blocks) {
    blocks.add(text("%u", block.block_keys), block.hit_ns, 100, slowest,
               text("%.0f ns, %.2f B", block.hit_ns, block.bytes_a_key), block.block_keys == 64);
  }
  svg += bytes.svg() + times.svg() + blocks.svg();
  svg +=
      text("<text x='0' y='%.0f'>%s, %s</text>\n</svg>\n", height - 8, count_text(run.keys).c_str(), machine().c_str());
  return svg;
}
