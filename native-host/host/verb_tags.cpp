#include <iterator>

#include "hashtag.h"
#include "lookup.h"
#include "observed.h"
#include "verbs.h"

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
  if (found->size() > kMaxAdvisories) found->resize(kMaxAdvisories);
  answer.advisories = std::move(*found);
}

Answer answer_for(const IndexInUse& index, Platform platform, const std::string& tag, const Coverage& coverage) {
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
  answer.identifiers.push_back(std::move(identifier));
  return answer;
}

}  // namespace

std::vector<Answer> check_tags(const IndexInUse& index, Platform platform, std::span<const std::string> tags) {
  Coverage coverage;
  if (index.generation) {
    const Holdings held = holdings(*index.generation);
    coverage = {held.lists, 0, held.data_date, {}};
  }
  std::vector<Answer> answers;
  answers.reserve(tags.size());
  for (const std::string& tag : tags) answers.push_back(answer_for(index, platform, tag, coverage));
  return answers;
}

AnswersReply tags(const TagsRequest& request, const IndexInUse& index) {
  return {request.id, generation_name(index), check_tags(index, request.platform, request.tags), {}};
}

}  // namespace bycatch
