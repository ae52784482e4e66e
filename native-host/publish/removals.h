// Photos and accounts that somebody asked to have taken out: their keys, which are on no list that is published after
// that, whatever is added.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <utility>

#include "list_row.h"
#include "result.h"
#include "shard_line.h"

namespace bycatch {

class Removals {
 public:
  // An absent file holds none.
  // Errors: bad_format; io; permission; too_large.
  static Result<Removals> read(const std::filesystem::path& file);
  // Errors: those of replace_file().
  [[nodiscard]] Status write(const std::filesystem::path& file) const;

  // An account is taken out with all of its photos that lists name as its own. False for what is neither photo nor
  // account.
  bool add(const LocatedKey& key);
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

  struct Filtered {
    std::uint64_t kept = 0;
    std::uint64_t removed = 0;  // lines, of the photo or account and of what hangs on it
  };
  // Copies a shard without what is removed, and waits for the disk; lines that stay are as they were, in their order.
  // Errors: bad_format, at a line that is none; io; no_space.
  [[nodiscard]] Result<Filtered> filter(const std::filesystem::path& from, const std::filesystem::path& to) const;

 private:
  using Keys = std::set<std::pair<KeySpace, std::uint64_t>>;
  Keys keys_;
};

}  // namespace bycatch
