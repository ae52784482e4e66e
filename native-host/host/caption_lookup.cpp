#include <algorithm>
#include <iterator>

#include "answerer.h"
#include "hashtag.h"
#include "lookup.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxIdentifiers = 32;  // Answer.identifiers
constexpr std::size_t kMaxAdvisories = 64;   // Answer.advisories
constexpr std::size_t kMaxWritten = 16;      // Advisory.written
constexpr std::size_t kMaxWrittenBytes = 256;
constexpr std::size_t kMaxTags = 256;  // looked up in one caption

// The different tags of a caption, in order, and how each is written there.
class CaptionTags {
 public:
  explicit CaptionTags(Platform platform) : platform_(platform) {}

  void add_all_in(std::string_view caption) {
    for (const FoundTag& found : find_hashtags(platform_, caption)) {
      add(found.tag, caption.substr(found.offset, found.size));
    }
    is_cut_ = is_cut_ || caption.size() > kMaxCaptionBytes;
  }

  void add_tag(const std::string& written) {
    const std::string tag = normalise_tag(platform_, written);
    if (!tag.empty()) add(tag, written);
  }

  [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }
  [[nodiscard]] const std::vector<std::string>& written(std::size_t tag) const { return written_[tag]; }
  [[nodiscard]] bool is_cut() const { return is_cut_; }  // not all of it was looked at

 private:
  void add(const std::string& tag, std::string_view written) {
    const auto at = static_cast<std::size_t>(std::ranges::find(tags_, tag) - tags_.begin());
    if (at == tags_.size()) {
      if (tags_.size() == kMaxTags) {
        is_cut_ = true;
        return;
      }
      tags_.push_back(tag);
      written_.emplace_back();
    }
    std::vector<std::string>& forms = written_[at];
    if (forms.size() < kMaxWritten && written.size() <= kMaxWrittenBytes &&
        std::ranges::find(forms, written) == forms.end()) {
      forms.emplace_back(written);
    }
  }

  Platform platform_;
  std::vector<std::string> tags_;
  std::vector<std::vector<std::string>> written_;
  bool is_cut_ = false;
};

}  // namespace

Answer check_caption(const IndexInUse& index, const Watching& watching, Platform platform, std::string_view caption,
                     std::span<const std::string> tags) {
  CaptionTags found(platform);
  found.add_all_in(caption);
  for (const std::string& tag : tags) found.add_tag(tag);

  Answer answer;
  answer.subject = "caption";
  answer.state = State::not_checked;
  if (!index.generation) {
    answer.code = index.trouble.value_or(ErrorCode::no_index);
    return answer;
  }
  const Holdings held = holdings(*index.generation);
  answer.coverage = {held.lists, 0, held.data_date, {}};
  if (found.is_cut()) answer.code = ErrorCode::too_large;
  const std::vector<Answer> each = check_tags(index, watching, platform, found.tags());
  const auto is_read = [](const Answer& one) { return one.state != State::not_checked; };
  for (std::size_t at = 0; at < each.size(); ++at) {
    if (each[at].code) answer.code = each[at].code;
    if (answer.identifiers.size() < kMaxIdentifiers) {
      std::ranges::copy(each[at].identifiers, std::back_inserter(answer.identifiers));
    }
    for (Advisory advisory : each[at].advisories) {
      if (answer.advisories.size() == kMaxAdvisories) {
        answer.code = ErrorCode::too_large;
        break;
      }
      advisory.written = found.written(at);
      answer.advisories.push_back(std::move(advisory));
    }
  }
  if (!answer.code) {
    answer.state = State::checked;
  } else if (each.empty() || std::ranges::any_of(each, is_read)) {
    answer.state = State::partly;
  }
  return answer;
}

}  // namespace bycatch
