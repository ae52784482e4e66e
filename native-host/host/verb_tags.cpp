#include <iterator>

#include "hashtag.h"
#include "lookup.h"
#include "observed.h"
#include "verbs.h"
#include "watching.h"

namespace bycatch {

namespace {

constexpr std::size_t kMaxAdvisories = 64;  // Answer.advisories

void advise(Answer& answer, const Generation& generation, const Identifier& tag) {
  auto found = generation.catalogue().advisories(tag.platform, tag.id);
  if (!found) {
    answer.code = found.error().code;
    return;
  }
  answer.state = State::checked;
  if (auto observed = observed_advisories(generation, tag, *found)) {
    found->insert(found->end(), std::make_move_iterator(observed->begin()), std::make_move_iterator(observed->end()));
  } else {
    answer.state = State::partly;
    answer.code = observed.error().code;
  }
  // The last place is kept for that somebody watches it.
  if (found->size() >= kMaxAdvisories) found->resize(kMaxAdvisories - 1);
  answer.advisories = std::move(*found);
}

void add_watched(Answer& answer, const Watching& watching, const Identifier& tag) {
  if (auto watched = watched_advisory(watching, tag)) answer.advisories.push_back(std::move(*watched));
  if (watching.trouble && answer.state == State::checked) {
    answer.state = State::partly;
    answer.code = watching.trouble;
  }
}

Answer answer_for(const IndexInUse& index, const Watching& watching, Platform platform, const std::string& tag,
                  const Coverage& coverage) {
  Answer answer;
  answer.subject = tag;
  answer.state = State::not_checked;
  answer.coverage = coverage;
  Identifier identifier{platform, IdentifierKind::tag, normalise_tag(platform, tag)};
  if (identifier.id.empty()) {
    answer.code = ErrorCode::not_checkable;
    return answer;
  }
  if (index.generation) {
    advise(answer, *index.generation, identifier);
  } else {
    answer.code = index.trouble.value_or(ErrorCode::no_index);
  }
  add_watched(answer, watching, identifier);
  answer.identifiers.push_back(std::move(identifier));
  return answer;
}

}  // namespace

std::vector<Answer> check_tags(const IndexInUse& index, const Watching& watching, Platform platform,
                               std::span<const std::string> tags) {
  Coverage coverage;
  if (index.generation) {
    const Holdings held = holdings(*index.generation);
    coverage = {held.lists, 0, held.data_date, {}};
  }
  std::vector<Answer> answers;
  answers.reserve(tags.size());
  for (const std::string& tag : tags) answers.push_back(answer_for(index, watching, platform, tag, coverage));
  return answers;
}

AnswersReply tags(const TagsRequest& request, const IndexInUse& index, const Watching& watching) {
  return {request.id, generation_name(index), check_tags(index, watching, request.platform, request.tags), {}};
}

}  // namespace bycatch
