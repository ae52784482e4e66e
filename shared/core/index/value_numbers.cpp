#include "value_numbers.h"

#include <algorithm>
#include <numeric>

namespace bycatch {

std::size_t ValueNumbers::Hash::operator()(const Value& value) const noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint16_t item : value) hash = (hash ^ item) * 0x100000001b3U;
  return hash;
}

ValueNumbers::Value ValueNumbers::value_of(const Record& record) {
  Value value;
  value.reserve(record.lists.size() + 1);
  value.push_back(record.label);
  value.insert(value.end(), record.lists.begin(), record.lists.end());
  return value;
}

std::uint32_t ValueNumbers::add(const Record& record) {
  const auto [at, is_new] = numbers_.try_emplace(value_of(record), static_cast<std::uint32_t>(numbers_.size()));
  if (is_new) told_.push_back(0);
  return at->second;
}

void ValueNumbers::settle() {
  std::vector<const Value*> content(numbers_.size());
  for (const auto& [value, number] : numbers_) content[number] = &value;
  std::vector<std::uint32_t> order(content.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return told_[a] != told_[b] ? told_[a] > told_[b] : *content[a] < *content[b];
  });
  rank_.resize(order.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    rank_[order[place]] = place;
    ordered_.push_back(*content[order[place]]);
    frequencies_.push_back(told_[order[place]]);
  }
}

std::uint32_t ValueNumbers::find(const Record& record) const {
  const auto found = numbers_.find(value_of(record));
  return found == numbers_.end() ? static_cast<std::uint32_t>(ordered_.size()) : rank_[found->second];
}

}  // namespace bycatch
