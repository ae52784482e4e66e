// How many addresses one core identifies in a second: those of shared/vectors/url.jsonl over and over, hostile ones and
// the photos of a page alike. Prints the median of kRounds.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "identify.h"
#include "json_lines.h"

namespace {

constexpr int kRounds = 9;
constexpr std::size_t kUrlsARound = 2'000'000;

std::string machine() {
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; std::getline(cpus, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown machine";
}

// Seconds of processor time for kUrlsARound addresses, whatever else the machine does; `found` keeps the work from
// being left out.
double round_of(const std::vector<std::string>& urls, std::size_t& found) {
  const auto start = std::clock();
  for (std::size_t i = 0; i < kUrlsARound; ++i) found += bycatch::identify(urls[i % urls.size()]).size();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void measure(const char* what, const std::vector<std::string>& urls) {
  std::size_t found = 0, bytes = 0;
  for (const auto& url : urls) bytes += url.size();
  std::array<double, kRounds> seconds;
  for (auto& round : seconds) round = round_of(urls, found);
  std::ranges::sort(seconds);
  const double median = seconds[kRounds / 2];
  std::printf("identify, %-11s %6.2f M URLs/s  %5.0f ns/URL  (%zu addresses of %zu bytes on average, %zu found)\n",
              what, kUrlsARound / median / 1e6, median / kUrlsARound * 1e9, urls.size(), bytes / urls.size(),
              found / kRounds);
}

}  // namespace

int main() {
  std::vector<std::string> all, named;
  for (const auto& v : bycatch::load_json_lines("url.jsonl")) {
    all.push_back(v["url"]);
    if (!v["identifiers"].empty()) named.push_back(v["url"]);
  }
  std::printf("%s, one core\n", machine().c_str());
  measure("all vectors", all);
  measure("that name", named);
}
