// The distinct values of a key space while it is written, and what number each has in the file.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "segment_writer.h"

namespace bycatch {

class ValueNumbers {
 public:
  // Label and lists of one value, as they lie in the file.
  using Value = std::vector<std::uint16_t>;

  // A number in order of appearance.
  std::uint32_t add(const Record& record);
  void tell(std::uint32_t number) noexcept { ++told_[number]; }

  // Numbers the values by how often they were told, then by content, so that input order leaves no trace.
  void settle();
  [[nodiscard]] const std::vector<Value>& ordered() const noexcept { return ordered_; }
  // How often each was told, in that order.
  [[nodiscard]] const std::vector<std::uint64_t>& frequencies() const noexcept { return frequencies_; }
  // The number in the file of a record's value; ordered().size() when there is no such value.
  [[nodiscard]] std::uint32_t find(const Record& record) const;

 private:
  struct Hash {
    std::size_t operator()(const Value& value) const noexcept;
  };
  static Value value_of(const Record& record);

  std::unordered_map<Value, std::uint32_t, Hash> numbers_;
  std::vector<std::uint64_t> told_;
  std::vector<std::uint32_t> rank_;
  std::vector<Value> ordered_;
  std::vector<std::uint64_t> frequencies_;
};

}  // namespace bycatch
