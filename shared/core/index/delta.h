// Deltas: what changes from one generation of a segment to the next, so that whoever holds the one needs not load the
// other. The bytes are laid down in DELTA.md.
//
// Trust: a delta may be hostile. It is refused, or gives the very bytes whose hash it names: whether those are the
//        publisher's is for who calls to say, by result_sha256.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "result.h"
#include "segment_writer.h"

namespace bycatch {

struct DeltaInfo {
  std::uint64_t base_bytes = 0;
  std::uint64_t result_bytes = 0;
  std::array<std::byte, 32> base_sha256{};  // of all bytes of the file
  std::array<std::byte, 32> result_sha256{};
};

inline constexpr std::uint64_t kMaxSegmentBytes = std::uint64_t{1} << 34U;

// What the header of a delta says; reads no more than the checksum over all of it.
// Errors: delta_unusable, when it is none or damaged; unsupported (a format newer than this program).
[[nodiscard]] Result<DeltaInfo> read_delta_info(std::span<const std::byte> delta);

// From one segment to another, both as SegmentReader::open() wants them. The delta has been tried when it is returned.
// Memory: the delta; 40 bytes for each distinct set of lists.
// Errors: corrupt; unsupported, when `result` is a segment that this program's writer would not write.
[[nodiscard]] Result<std::vector<std::byte>> make_delta(std::span<const std::byte> base,
                                                        std::span<const std::byte> result);

// Writes the segment that `delta` makes of `base`, which is as SegmentReader::open() wants it. Whatever goes wrong, the
// first page of `out` stays zero: what was written is no segment then.
// Threads: works on two. Memory: 4 MiB, 1.3 bits a key, 100 bytes for each distinct set of lists; of imprints as
//          SegmentWriter says.
// Errors: delta_unusable, before a byte is written when `base` is not the delta's; result_mismatch, when what came out
//         has another hash; too_large, when the result is said to be longer than `max_bytes`; unsupported; the sink's.
[[nodiscard]] Status apply_delta(std::span<const std::byte> base, std::span<const std::byte> delta, ByteSink& out,
                                 std::uint64_t max_bytes = kMaxSegmentBytes);

}  // namespace bycatch
