// What was accepted of a feed's metadata, on disk, the very bytes that came.
//
// <folder>/anchor               the root that was there first, from which all trust is derived anew in every run
// <folder>/roots/N              each root that followed
// <folder>/root.json            the newest, for people; never read
// <folder>/timestamp.json, snapshot.json, targets.json, and delegated roles, their names percent-encoded
// <folder>/floor, floor.copy    the versions below which nothing is taken again, twice, since a damaged disk must not
//                               make us forget
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"
#include "version_floor.h"

namespace bycatch {

class MetadataStore {
 public:
  // Makes the folder if need be.
  // Errors: permission; read_only; no_space; io.
  static Result<MetadataStore> open(std::filesystem::path folder);

  // Forgets all there was and begins with this root.
  Status begin(std::string_view root);

  // Errors: no_feed, when there is none.
  [[nodiscard]] Result<std::string> anchor() const;

  // Nothing when there is none that can be read.
  [[nodiscard]] std::optional<std::string> root(std::int64_t version) const;
  Status put_root(std::int64_t version, std::string_view bytes);
  void drop_root(std::int64_t version);
  // The anchor and all that followed it, ascending.
  // Errors: as anchor(); those of TrustedSet::begin().
  [[nodiscard]] Result<std::vector<std::string>> roots() const;
  Status show_root(std::string_view bytes);

  [[nodiscard]] std::optional<std::string> load(std::string_view role) const;
  Status put(std::string_view role, std::string_view bytes);
  void drop(std::string_view role);

  struct Floor {
    VersionFloor floor;
    bool is_damaged = false;  // one copy at least
  };
  [[nodiscard]] Floor floor() const;
  Status put_floor(const VersionFloor& floor);

 private:
  explicit MetadataStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::filesystem::path root_path(std::int64_t version) const;
  // Empty for a role whose name is too long for a file.
  [[nodiscard]] std::filesystem::path role_path(std::string_view role) const;

  std::filesystem::path folder_;
};

}  // namespace bycatch
