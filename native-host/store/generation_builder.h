// Makes the next generation from the live one: its lists, some of them replaced or added; the packs of a feed,
// likewise; and a feed's catalogue, or else this program's. Memory is bounded; a list may be larger than it. A stop at
// any step leaves the live generation as it was; what is left lying about goes at the next begin().
//
// Threads:  one thread at a time. One builder per data folder, over all processes: it holds a lock.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "list_row.h"
#include "result.h"

namespace bycatch {

struct CatalogueSource;

class GenerationBuilder {
 public:
  // Keys read so far, over all passes; of how many, or 0 while that is not known.
  using ShowKeys = std::function<void(std::uint64_t done, std::uint64_t whole)>;

  struct Outcome {
    std::string generation;  // the live one's name now
    bool changed = false;    // false: all this was in the live generation already
  };

  // What became of the lists of a live generation that is damaged. Datasets; the test's is not among them.
  struct Damage {
    std::vector<std::string> kept;  // every record of them could be read
    std::vector<std::string> lost;
    bool knows_all_lost = true;  // false: there may be more of them
  };

  // Creates the data folder if need be, takes the lock, removes old generations that nobody reads.
  // Errors: busy, when another builder is at work; io; permission; read_only; no_space; unsupported, when the live
  // generation is a newer program's.
  static Result<GenerationBuilder> begin(const std::filesystem::path& data_folder, std::chrono::sys_seconds now);

  GenerationBuilder(GenerationBuilder&&) noexcept;
  GenerationBuilder& operator=(GenerationBuilder&&) noexcept;
  ~GenerationBuilder();

  // When the live generation is damaged: what is carried over of it nonetheless.
  [[nodiscard]] std::optional<Damage> damage() const;

  // Labels of rows are dropped but for those added after this.
  void keep_labels();

  // Rows added from here on are the whole list of `dataset`. Its keys and its pictures are two parts, and a part of
  // which no row is added stays as it is. Without a date: today, or the day that the live list of equal content bears.
  // Errors: bad_request, when the id or the date is not one, the date is to come, or the dataset was begun before;
  // too_large, when there are 4096 lists.
  Status begin_list(const std::string& dataset, const std::optional<std::string>& date);

  // Bits that a copy of one of the list's pictures may differ in; else kDefaultRadius. Requires: begin_list().
  // Errors: bad_request, when it is not 0 to kMaxRadius.
  Status set_radius(int bits);

  // Duplicates are taken once. Requires: begin_list().
  // Errors: io; no_space; too_large, when there are more pictures than an index can hold.
  Status add(const ListRow& row);

  // Takes `file` away from where it stands, on the same disk, as the feed's pack `id`, in place of the one before.
  // Errors: bad_request; corrupt; unsupported; io.
  Status put_pack(const std::string& id, const std::filesystem::path& file);
  void drop_pack(const std::string& id);

  // A feed's, to be kept until the next one.
  void put_catalogue(CatalogueSource catalogue);

  // Sorts, writes, checks and makes live; `show` is told now and then how far it is. The builder is spent, whatever it
  // returns. Errors: io; no_space; corrupt.
  Result<Outcome> finish(const ShowKeys& show = {});

 private:
  class Impl;
  explicit GenerationBuilder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bycatch
