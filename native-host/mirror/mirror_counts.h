// What a mirror counts: sums alone, nothing of who asked.
//
// Threads:  any number may count and read at once.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace bycatch {

struct MirrorCounts {
  std::array<std::atomic<std::uint64_t>, 6> answers{};  // by the hundreds of the status
  std::atomic<std::uint64_t> sent_bytes{0};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused{0};  // connections over the limit
  std::atomic<std::uint64_t> too_slow{0};
  std::atomic<std::int64_t> open{0};
  std::atomic<std::uint64_t> reload_failures{0};

  // As Prometheus reads them.
  [[nodiscard]] std::string text() const {
    std::string out = "# TYPE bycatch_mirror_answers_total counter\n";
    for (std::size_t hundred = 1; hundred < answers.size(); ++hundred) {
      out += "bycatch_mirror_answers_total{status=\"" + std::to_string(hundred) + "xx\"} " +
             std::to_string(answers[hundred].load()) + "\n";
    }
    const auto add = [&](const std::string& name, const char* type, const std::string& value) {
      out += "# TYPE bycatch_mirror_" + name + " " + type + "\nbycatch_mirror_" + name + " " + value + "\n";
    };
    add("sent_bytes_total", "counter", std::to_string(sent_bytes.load()));
    add("connections_total", "counter", std::to_string(accepted.load()));
    add("connections_refused_total", "counter", std::to_string(refused.load()));
    add("connections_too_slow_total", "counter", std::to_string(too_slow.load()));
    add("connections", "gauge", std::to_string(open.load()));
    add("reload_failures_total", "counter", std::to_string(reload_failures.load()));
    return out;
  }
};

}  // namespace bycatch
