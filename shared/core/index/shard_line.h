// A row of a list as a line of text that `LC_ALL=C sort` orders as a segment needs it; SHARDS.md says how it is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "imprint.h"
#include "index.h"
#include "list_row.h"

namespace bycatch {

struct ShardRow {
  KeySpace space{};
  std::uint64_t key = 0;  // stored_key()
  std::string_view dataset;
  std::uint64_t photo = 0;  // photo_mark() of the photo whose account or tag the key is; 0: a row of its own
  PhotoLabel label = PhotoLabel::none;
  std::optional<Imprint> imprint = {};  // of a picture, which has nothing of the above but the dataset
};

// A number for each photo that a list can name, never 0: a post's id has 63 bits, all other keys 57 at most.
[[nodiscard]] std::uint64_t photo_mark(const LocatedKey& photo) noexcept;

// `line` bears no line end; the row's dataset points into it. Nothing when it is not exactly of the form.
[[nodiscard]] std::optional<ShardRow> parse_shard_line(std::string_view line);
[[nodiscard]] std::string format_shard_line(const ShardRow& row);  // without a line end

// The lines of one row of a list: its key's, then its account's and tags'; or its picture's. Each ends in LF.
void append_shard_lines(const ListRow& row, std::string_view dataset, bool with_label, std::string& out);

}  // namespace bycatch
