// What an index of published lists answers, whatever its bytes look like.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imprint.h"
#include "photo_label.h"
#include "result.h"

namespace bycatch {

// Values are on disk: append only.
enum class KeySpace : std::uint8_t {
  flickr_photo = 0,
  flickr_account = 1,
  instagram_media = 2,
  asset = 3,
  url = 4,
  tag = 5,
};
inline constexpr std::size_t kKeySpaces = 6;

// A number as it is (in `low`), or the first 128 bits of a domain-separated SHA-256 (big-endian).
struct Key {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Key&) const = default;
};

struct LocatedKey {
  KeySpace space;
  Key key;
  auto operator<=>(const LocatedKey&) const = default;
};

// Where `identifier` would be found; nothing for one by which no list is keyed (an Instagram
// user name, a Flickr path alias) or whose id is not of its kind's form.
[[nodiscard]] std::optional<LocatedKey> key_of(const Identifier& identifier);

// One key in one list.
struct Hit {
  std::uint32_t key;                    // position in the span that was looked up
  std::uint32_t list;                   // position in lists()
  std::uint64_t count;                  // photos of this account or with this tag in the list; 0: the list does not say
  PhotoLabel label = PhotoLabel::none;  // what the list says of the photo
};

// One imprint in one list.
struct NearHit {
  std::uint32_t list;  // position in lists()
  int distance;
};

// Bits of 256. Different pictures are 100 apart and more; beyond kMaxRadius nothing is a copy, whatever a list says.
inline constexpr int kDefaultRadius = 31;
inline constexpr int kMaxRadius = 60;

struct ListInfo {
  std::string dataset;                            // DatasetId
  std::string date;                               // Day: the day the list's content dates from
  std::array<std::uint64_t, kKeySpaces> records;  // by KeySpace
  std::uint64_t imprints = 0;
  int radius = kDefaultRadius;  // bits that a copy of one of its pictures may differ in
};

class Index {
 public:
  static constexpr std::size_t kMaxBatchKeys = 4096;

  virtual ~Index() = default;

  // Appends one Hit per list that holds a key; leaves what `out` already held.
  // Requires: keys ascending, no duplicates, keys.size() <= kMaxBatchKeys.
  // Errors: corrupt, when what had to be read is damaged; never an empty answer instead.
  virtual Status lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const = 0;

  // Appends one NearHit per list that holds an imprint at most `radius` bits from `wanted`, for each such imprint; what
  // a list's own radius is, is the caller's to see to. Leaves what `out` already held.
  // Errors: bad_request, when radius is not 0 to 256; corrupt, `out` being as it was.
  virtual Status near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const = 0;

  [[nodiscard]] virtual std::span<const ListInfo> lists() const noexcept = 0;
};

}  // namespace bycatch
