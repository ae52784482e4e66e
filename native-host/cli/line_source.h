// Lines of standard input, as they come: a caller who writes one line and waits gets it at once; one who pours in many
// gets them in batches.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace bycatch {

class LineSource {
 public:
  static constexpr std::size_t kMaxLineBytes = 8192;  // an address; a longer line is cut there
  static constexpr std::size_t kMaxBatchLines = 4096;

  explicit LineSource(std::istream& in) : in_(in) {}

  // At least one line; none at the end. Line ends are taken off, empty lines left out.
  [[nodiscard]] std::vector<std::string> next_batch();

 private:
  std::optional<std::string> next_line();
  std::istream& in_;
};

}  // namespace bycatch
