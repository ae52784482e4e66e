// Whether what a receipt says is so: by signatures as of its day, and by the pack itself.
#pragma once

#include <span>
#include <vector>

#include "feed_contents.h"
#include "index.h"
#include "receipt.h"

namespace bycatch {

// What is trusted is one of `trusted`, signed bytes of a publisher's root, each as good as the others. Returns the pack
// that the metadata name, which is the receipt's.
// Requires: receipt.is_signed().
// Errors: root_chain, when none of the receipt's roots is trusted; those of TrustedSet, expiry being judged by the time
// that the receipt was made; those of read_feed_contents(); result_mismatch, when the metadata name another pack.
[[nodiscard]] Result<FeedPack> prove_signatures(const Receipt& receipt, std::span<const std::string> trusted);

// One list that holds what is looked for; of a picture the nearest that the list has.
struct PackFinding {
  std::string dataset;
  Match match{};
  std::optional<int> distance;
  bool operator==(const PackFinding&) const = default;
};

// Errors: those of Index; not_checkable, for an identifier by which no list is keyed.
[[nodiscard]] Result<std::vector<PackFinding>> findings(const Index& pack, const Identifier& identifier);
[[nodiscard]] Result<std::vector<PackFinding>> findings(const Index& pack, const Imprint& imprint);

// `pack` must be the receipt's, which its root hash says.
// Errors: as findings(); result_mismatch, when it does not hold what the receipt says.
[[nodiscard]] Status prove_finding(const Receipt& receipt, const Index& pack);

}  // namespace bycatch
