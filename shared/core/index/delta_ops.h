// What happens to one record on the way from base to result. One function writes and reads it.
//
// Operations come in ascending order; each says how many of base's records before it are kept as they are.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "delta_lists.h"
#include "range_coder.h"

namespace bycatch {

// Values are on disk: append only.
enum class DeltaOp : std::uint8_t { removed = 0, added = 1, changed = 2, end = 3 };

// Values of records nearby that the next one may share; kNoValue where there is none.
inline constexpr std::uint32_t kNoValue = 0xffffffffU;
using ValueHints = std::array<std::uint32_t, 2>;

template <class Coder>
class DeltaOps {
 public:
  explicit DeltaOps(Coder& coder) : coder_(coder) {}

  // How many records are kept, and what happens then.
  void code_next(std::uint64_t& kept, DeltaOp& op) {
    code_number(coder_, kept_[before_], kept);
    auto kind = static_cast<std::uint64_t>(op);
    code_tree(coder_, kinds_[before_][kept == 0 ? 0 : 1], kind);
    op = static_cast<DeltaOp>(kind);
    is_run_ = kept == 0 && before_ == static_cast<std::size_t>(DeltaOp::added);
    before_ = static_cast<std::size_t>(kind);
  }

  // Where between two neighbours a new key lies: `gap` up to `room`.
  void code_gap(std::uint64_t room, std::uint64_t& gap) {
    code_number(coder_, gaps_[static_cast<std::size_t>(std::bit_width(room)) * 2 + (is_run_ ? 1 : 0)], gap);
  }

  void code_value(DeltaOp op, const ValueHints& hints, std::uint32_t& value) {
    for (std::size_t at = 0; at < hints.size(); ++at) {
      if (hints[at] == kNoValue || (at == 1 && hints[1] == hints[0])) continue;
      bool is_shared = value == hints[at];
      coder_.bit(is_shared_[op == DeltaOp::added ? 0 : 1][at], is_shared);
      if (!is_shared) continue;
      value = hints[at];
      return;
    }
    std::uint64_t coded = value < kRareValue ? value : kRareValue;
    code_tree(coder_, values_, coded);
    if (coded == kRareValue) {
      std::uint64_t rest = std::uint64_t{value} - kRareValue;
      code_number(coder_, rare_values_, rest);
      coded = std::min(rest, std::uint64_t{kNoValue} - kRareValue) + kRareValue;
    }
    value = static_cast<std::uint32_t>(coded);
  }

  // `old`: the counts that the record had, or none.
  void code_counts(std::span<const std::uint64_t> old, std::span<std::uint64_t> counts) {
    const bool is_like = old.size() == counts.size();
    for (std::size_t at = 0; at < counts.size(); ++at) {
      std::uint64_t number = is_like ? folded(counts[at] - old[at]) : counts[at];
      code_number(coder_, counts_[is_like ? 1 : 0], number);
      counts[at] = is_like ? old[at] + unfolded(number) : number;
    }
  }

  void code_plain(std::uint64_t& word) { coder_.plain(word, 64); }

 private:
  static constexpr std::uint32_t kRareValue = 255;

  Coder& coder_;
  std::size_t before_ = 3;  // the last DeltaOp, `end` at the start
  bool is_run_ = false;     // an addition right behind another
  std::array<NumberModel, 4> kept_;
  std::array<std::array<BitTree<2>, 2>, 4> kinds_;
  std::vector<NumberModel> gaps_ = std::vector<NumberModel>(130);
  std::array<std::array<AdaptiveBit, 2>, 2> is_shared_;
  BitTree<8> values_;
  NumberModel rare_values_;
  std::array<NumberModel, 2> counts_;
};

}  // namespace bycatch
