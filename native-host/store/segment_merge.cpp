#include "segment_merge.h"

#include <algorithm>

namespace bycatch {
namespace {

constexpr std::uint64_t kKeysBetweenShows = std::uint64_t{1} << 16U;

// Both have the same key and no list in common.
void join(const ListedKey& staged, ListedKey& into) {
  const auto middle = static_cast<std::ptrdiff_t>(into.in.size());
  into.in.insert(into.in.end(), staged.in.begin(), staged.in.end());
  std::ranges::inplace_merge(into.in, into.in.begin() + middle, {}, &ListedIn::list);
}

}  // namespace

SegmentMerge::SegmentMerge(const RecordStage& staged, const ImprintStage& imprints, const OldLists& old, ShowKeys show)
    : staged_(staged), imprints_(imprints), old_(old), show_(std::move(show)) {
  if (old.segment == nullptr) return;
  for (const std::string& text : old.segment->labels()) {
    labels_.push_back(parse_labels(text).value_or(std::vector<LabelInList>()));
  }
}

void SegmentMerge::translate(const Record& record, ListedKey& out) const {
  out.key = record.key;
  out.in.clear();
  for (std::size_t i = 0; i < record.lists.size(); ++i) {
    if (const auto number = old_.numbers[record.lists[i]]) {
      out.in.push_back({*number, PhotoLabel::none, record.counts.empty() ? 0 : record.counts[i]});
    }
  }
  if (record.label != 0) {
    for (const auto& [list, label] : labels_[record.label - 1U]) {
      const auto number = list < old_.numbers.size() ? old_.numbers[list] : std::nullopt;
      const auto found = std::ranges::find(out.in, number.value_or(0), &ListedIn::list);
      if (number && found != out.in.end()) found->label = label;
    }
  }
}

Status SegmentMerge::for_each(KeySpace space, const Visit& take) {
  const auto visit = [&](const ListedKey& key) {
    if (++keys_read_ % kKeysBetweenShows == 0 && show_) show_(keys_read_);
    return take(key);
  };
  auto cursor = staged_.read(space);
  if (!cursor) return std::unexpected(cursor.error());
  ListedKeys staged(*std::move(cursor));
  auto next = staged.next();
  if (!next) return std::unexpected(next.error());
  const auto visit_staged = [&]() -> Status {
    const Status visited = visit(**next);
    if (visited) next = staged.next();
    return !visited || next ? visited : std::unexpected(next.error());
  };
  if (old_.segment != nullptr) {
    ListedKey key;
    const auto visit_old = [&](const Record& record) -> Status {
      while (*next != nullptr && (*next)->key < record.key) {
        if (const Status visited = visit_staged(); !visited) return visited;
      }
      translate(record, key);
      if (*next != nullptr && (*next)->key == record.key) {
        join(**next, key);
        next = staged.next();
        if (!next) return std::unexpected(next.error());
      }
      return key.in.empty() ? Status() : visit(key);
    };
    if (const Status read = old_.segment->for_each(space, visit_old, OnDamage::pass_over); !read) return read;
  }
  while (*next != nullptr) {
    if (const Status visited = visit_staged(); !visited) return visited;
  }
  return {};
}

Status SegmentMerge::for_each_imprint(const VisitImprint& visit) const {
  auto staged = imprints_.sorted();
  ListedImprint listed;
  // Takes the lists of the first picture that is staged.
  const auto take_staged = [&] {
    listed.imprint = staged.front().imprint;
    while (!staged.empty() && staged.front().imprint == listed.imprint) {
      listed.lists.push_back(staged.front().list);
      staged = staged.subspan(1);
    }
  };
  const auto visit_staged = [&] {
    listed.lists.clear();
    take_staged();
    return visit(listed);
  };
  const auto visit_old = [&](const ImprintRecord& record) -> Status {
    while (!staged.empty() && staged.front().imprint < record.imprint) {
      if (const Status visited = visit_staged(); !visited) return visited;
    }
    listed.imprint = record.imprint;
    listed.lists.clear();
    for (const std::uint16_t list : record.lists) {
      if (const auto number = old_.imprint_numbers[list]) listed.lists.push_back(*number);
    }
    if (!staged.empty() && staged.front().imprint == record.imprint) {
      take_staged();
      std::ranges::sort(listed.lists);
    }
    return listed.lists.empty() ? Status() : visit(listed);
  };
  const auto is_wanted = [](const std::optional<std::uint16_t>& number) { return number.has_value(); };
  if (old_.segment != nullptr && std::ranges::any_of(old_.imprint_numbers, is_wanted)) {
    if (const Status read = old_.segment->for_each_imprint(visit_old); !read) return read;
  }
  while (!staged.empty()) {
    if (const Status visited = visit_staged(); !visited) return visited;
  }
  return {};
}

}  // namespace bycatch
