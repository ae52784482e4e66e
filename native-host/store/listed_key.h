// One key and the lists that hold it, composed from sorted rows.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "photo_label.h"
#include "record_stage.h"

namespace bycatch {

struct ListedIn {
  std::uint16_t list = 0;
  PhotoLabel label = PhotoLabel::none;  // none also when its rows contradict each other
  std::uint64_t count = 0;              // distinct photos with this account or tag; 0: the list does not say
};

struct ListedKey {
  std::uint64_t key = 0;
  std::vector<ListedIn> in;  // ascending by list
};

class ListedKeys {
 public:
  explicit ListedKeys(RecordCursor records) : records_(std::move(records)) {}

  // The next key, which stays until the next call; null at the end.
  // Errors: those of the cursor.
  Result<const ListedKey*> next();

 private:
  void take(const StagedRecord& record);

  RecordCursor records_;
  StagedRecord ahead_;  // the first record of the key to come
  bool is_begun_ = false;
  bool is_ahead_ = false;
  bool is_contradicted_ = false;
  std::uint64_t photo_ = 0;  // the last one counted
  ListedKey key_;
};

}  // namespace bycatch
