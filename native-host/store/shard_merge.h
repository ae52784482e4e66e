// Sorted shards, made anywhere by any means, as one segment; shared/core/index/SHARDS.md says what a shard is.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "record_stage.h"
#include "segment_writer.h"

namespace bycatch {

struct ShardedList {
  std::string dataset;
  std::string date;  // YYYY-MM-DD
  int radius = kDefaultRadius;
};

// Equal rows and lists give equal bytes, however the rows are split into shards. `scratch` is a file that is made and
// removed. Memory is bounded by `memory_bytes`, beside what the segment's writer takes.
// Errors: bad_format, naming shard and line, when a line is not of the form, does not come behind the one before, or is
// of a dataset that is not among `lists`; bad_request, when `lists` names one twice or too many; not_found; permission;
// io; no_space; those of `sink`.
Status merge_shards(std::span<const std::filesystem::path> shards, std::vector<ShardedList> lists, ByteSink& sink,
                    const std::filesystem::path& scratch, std::size_t memory_bytes = RecordStage::kDefaultMemoryBytes);

}  // namespace bycatch
