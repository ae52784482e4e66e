#include "listed_key.h"

namespace bycatch {

void ListedKeys::take(const StagedRecord& record) {
  if (key_.in.empty() || key_.in.back().list != record.list) {
    key_.in.push_back({static_cast<std::uint16_t>(record.list), PhotoLabel::none, 0});
    is_contradicted_ = false;
    photo_ = 0;
  }
  ListedIn& in = key_.in.back();
  if (record.photo != 0 && record.photo != photo_) {
    ++in.count;
    photo_ = record.photo;
  }
  if (record.label != PhotoLabel::none && record.label != in.label && !is_contradicted_) {
    is_contradicted_ = in.label != PhotoLabel::none;
    in.label = is_contradicted_ ? PhotoLabel::none : record.label;
  }
}

Result<const ListedKey*> ListedKeys::next() {
  if (!is_begun_) {
    is_begun_ = true;
    const auto first = records_.next();
    if (!first) return std::unexpected(first.error());
    is_ahead_ = *first != nullptr;
    if (is_ahead_) ahead_ = **first;
  }
  if (!is_ahead_) return nullptr;
  key_.key = ahead_.key;
  key_.in.clear();
  take(ahead_);
  while (true) {
    const auto record = records_.next();
    if (!record) return std::unexpected(record.error());
    is_ahead_ = *record != nullptr;
    if (!is_ahead_) return &key_;
    if ((*record)->key != key_.key) {
      ahead_ = **record;
      return &key_;
    }
    take(**record);
  }
}

}  // namespace bycatch
