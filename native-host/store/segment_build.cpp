#include "segment_build.h"

#include <algorithm>
#include <limits>
#include <map>

#include "in_turn.h"
#include "sha256.h"

namespace bycatch {
namespace {

// Gathers a list's records into pieces, for a hash is slow on short ones.
class ListDigest {
 public:
  void add(KeySpace space, std::uint64_t key, const ListedIn& in) {
    put({key, in.count, static_cast<std::uint32_t>(space), static_cast<std::uint32_t>(in.label)});
  }
  void add(const Imprint& imprint) {
    constexpr std::uint32_t kNoSpace = 255;
    put({imprint.words[0], imprint.words[1], kNoSpace, 0});
    put({imprint.words[2], imprint.words[3], kNoSpace, 1});
  }
  std::string hex() {
    flush();
    return sha256_.hex();
  }

 private:
  struct Row {
    std::uint64_t key;
    std::uint64_t count;
    std::uint32_t space;
    std::uint32_t label;
  };

  void put(const Row& row) {
    rows_[filled_++] = row;
    if (filled_ == rows_.size()) flush();
  }

  void flush() {
    sha256_.add(std::as_bytes(std::span(rows_).first(filled_)));
    filled_ = 0;
  }

  Sha256 sha256_;
  std::vector<Row> rows_ = std::vector<Row>(256);
  std::size_t filled_ = 0;
};

void labels_of(const ListedKey& key, std::vector<LabelInList>& out) {
  out.clear();
  for (const ListedIn& in : key.in) {
    if (in.label != PhotoLabel::none) out.push_back({in.list, in.label});
  }
}

// Turns the merge's keys into the writer's records.
class RecordForm {
 public:
  explicit RecordForm(const std::set<std::string>& labels) {
    for (const std::string& label : labels) numbers_.emplace(label, static_cast<std::uint16_t>(numbers_.size() + 1));
  }

  // Stays until the next call.
  Record of(const ListedKey& key, bool with_counts) {
    lists_.clear();
    counts_.clear();
    for (const ListedIn& in : key.in) {
      lists_.push_back(in.list);
      if (with_counts) counts_.push_back(in.count);
    }
    Record record{.key = key.key, .label = 0, .lists = lists_, .counts = counts_};
    if (!numbers_.empty()) {
      labels_of(key, labels_);
      if (!labels_.empty()) record.label = numbers_.at(format_labels(labels_));
    }
    return record;
  }

 private:
  std::map<std::string, std::uint16_t> numbers_;
  std::vector<std::uint16_t> lists_;
  std::vector<std::uint64_t> counts_;
  std::vector<LabelInList> labels_;
};

Status build_space(SegmentWriter& writer, SegmentMerge& merge, KeySpace space, RecordForm& form) {
  const bool with_counts = has_counts(space);
  return in_turn(
      [&] { return writer.begin_space(space); },
      [&] {
        return merge.for_each(space, [&](const ListedKey& key) { return writer.observe(form.of(key, with_counts)); });
      },
      [&] {
        return merge.for_each(space, [&](const ListedKey& key) { return writer.add(form.of(key, with_counts)); });
      },
      [&] { return writer.end_space(); });
}

}  // namespace

Result<SegmentSurvey> survey(SegmentMerge& merge, std::size_t lists) {
  SegmentSurvey out;
  out.lists.resize(lists);
  std::vector<ListDigest> digests(lists);
  std::vector<LabelInList> labels;
  for (std::size_t number = 0; number < kKeySpaces; ++number) {
    const auto space = static_cast<KeySpace>(number);
    const Status read = merge.for_each(space, [&](const ListedKey& key) -> Status {
      for (const ListedIn& in : key.in) {
        ++out.lists[in.list].records[number];
        digests[in.list].add(space, key.key, in);
      }
      labels_of(key, labels);
      if (!labels.empty()) out.labels.insert(format_labels(labels));
      return {};
    });
    if (!read) return std::unexpected(read.error());
  }
  const Status read = merge.for_each_imprint([&](const ListedImprint& listed) -> Status {
    for (const std::uint16_t list : listed.lists) {
      ++out.lists[list].imprints;
      digests[list].add(listed.imprint);
    }
    return {};
  });
  if (!read) return std::unexpected(read.error());
  for (std::size_t list = 0; list < lists; ++list) out.lists[list].digest = digests[list].hex();
  return out;
}

Status build_segment(ByteSink& sink, SegmentMerge& merge, std::vector<ListInfo> lists, const SegmentSurvey& survey) {
  if (survey.labels.size() > std::numeric_limits<std::uint16_t>::max()) {
    return fail(ErrorCode::unsupported, "too many labels");
  }
  for (std::size_t list = 0; list < lists.size(); ++list) {
    lists[list].records = survey.lists[list].records;
    lists[list].imprints = survey.lists[list].imprints;
  }
  SegmentWriter writer(sink, std::move(lists), {survey.labels.begin(), survey.labels.end()});
  RecordForm form(survey.labels);
  for (std::size_t number = 0; number < kKeySpaces; ++number) {
    const auto has_keys = [&](const SegmentSurvey::OfList& list) { return list.records[number] != 0; };
    if (!std::ranges::any_of(survey.lists, has_keys)) continue;
    const Status built = build_space(writer, merge, static_cast<KeySpace>(number), form);
    if (!built) return built;
  }
  return in_turn(
      [&] {
        return merge.for_each_imprint([&](const ListedImprint& listed) {
          return writer.add_imprint({.imprint = listed.imprint, .label = 0, .lists = listed.lists});
        });
      },
      [&] { return writer.finish(); });
}

}  // namespace bycatch
