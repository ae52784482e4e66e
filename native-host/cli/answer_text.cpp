#include "answer_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "generation.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

// As the extension has it: reference pipelines lie that far apart over one picture.
constexpr std::int64_t kCertainBits = 16;

std::string key_words(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::photo:
      return "photo id";
    case IdentifierKind::media:
      return "post id";
    case IdentifierKind::asset:
      return "picture name";
    case IdentifierKind::url:
      return "exact address";
    default:
      return "";
  }
}

// By what the photo was found; when it bears several keys the answer does not say by which.
std::string photo_words(const Answer& answer) {
  std::set<std::string> words;
  for (const Identifier& identifier : answer.identifiers) {
    if (const std::string word = key_words(identifier.kind); !word.empty()) {
      words.insert(word);
    }
  }
  return words.size() == 1 ? *words.begin() : "photo";
}

std::string copy_words(const Listing& listing) {
  if (listing.possible.value_or(false)) {
    return "possible: it resembles a picture of it";
  }
  return listing.distance.value_or(0) <= kCertainBits ? "almost certainly the same picture"
                                                      : "it may be the same picture";
}

std::string how(const Answer& answer, const Listing& listing) {
  switch (listing.match) {
    case Match::photo:
      return photo_words(answer);
    case Match::copy:
      return copy_words(listing);
    case Match::account:
      return listing.count ? "account: " + count_of(*listing.count, "photo") + " of it" : "account";
    case Match::source:
      return "possible: drawn from a list that holds it";
  }
  return "";
}

std::string advisory_words(const std::string& subject, const Advisory& advisory, const DatasetNames& names) {
  const std::string tag = "#" + advisory.tag;
  std::string text = tag == subject ? "" : tag + ": ";
  switch (advisory.level) {
    case Level::documented:
      text += "photos were collected by this tag for ";
      break;
    case Level::inferred:
      text += "photos were collected by tags on this topic for ";
      break;
    case Level::observed:
      text += (advisory.photos ? count_of(*advisory.photos, "photo") : "photos") + " with this tag in ";
      break;
    case Level::watched:
      text += "on your watch list";
      break;
  }
  return text + (advisory.dataset ? name_of(*advisory.dataset, names) : "") + " (" +
         std::string(to_string(advisory.level)) + ")";
}

bool is_of_picture(const Answer& answer) {
  return !answer.identifiers.empty() && answer.identifiers.front().kind == IdentifierKind::imprint;
}

std::string could_not(const Answered& answered) {
  const Answer& answer = answered.answer;
  const ErrorCode code = answer.code.value_or(ErrorCode::internal);
  if (!answered.trouble.empty()) {
    return "could not check: " + answered.trouble + ".";
  }
  if (code == ErrorCode::no_index && is_of_picture(answer)) {
    return "could not check: no list of pictures is held here. Import one: bycatch import --dataset ID --images DIR.";
  }
  const auto [sentence, next_step] = explain(code);
  return "could not check: " + std::string(sentence) + ". " + std::string(next_step) + ".";
}

// "an Instagram photo of 2019"
std::string such_a_photo(const Answer& answer) {
  for (const Identifier& identifier : answer.identifiers) {
    if (identifier.platform == Platform::instagram && answer.coverage.year) {
      return "an Instagram photo of " + std::to_string(*answer.coverage.year);
    }
    if (identifier.platform == Platform::instagram) {
      return "an Instagram photo (when it was posted is not known)";
    }
    if (identifier.kind == IdentifierKind::photo) {
      return "a Flickr photo (when it was posted is not known)";
    }
  }
  return "it";
}

std::string nothing_found(const Answer& answer) {
  if (answer.identifiers.empty()) {  // a caption without tags
    return "no source that we hold says that photos were collected by its tags";
  }
  const bool is_tag = answer.identifiers.front().kind == IdentifierKind::tag;
  if (is_tag) {
    return "no source that we hold says that photos were collected by it";
  }
  const Coverage& coverage = answer.coverage;
  std::string text = "not in the " + count_of(coverage.lists, "list") + " we hold";
  if (coverage.data_date) {
    text += " (newest " + *coverage.data_date + ")";
  }
  return text + "; " + (coverage.could_hold == 0 ? std::string("none") : std::to_string(coverage.could_hold)) +
         " of them could hold " + such_a_photo(answer);
}

}  // namespace

DatasetNames dataset_names(const IndexInUse& index) {
  DatasetNames names;
  if (index.generation != nullptr) {
    if (const auto cards = index.generation->catalogue().cards({})) {
      for (const Card& card : *cards) {
        names.emplace(card.id, card.name);
      }
    }
  }
  return names;
}

std::string name_of(const std::string& dataset, const DatasetNames& names) {
  const auto found = names.find(dataset);
  return found == names.end() ? dataset : found->second;
}

std::string count_of(std::int64_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string answer_text(const Answered& answered, const DatasetNames& names) {
  const Answer& answer = answered.answer;
  std::string text;
  const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
  for (const Listing& listing : answer.listings) {
    add("listed in " + name_of(listing.dataset, names) + " (" + how(answer, listing) +
        (listing.label ? ", labelled " + *listing.label : "") + ")");
  }
  for (const Advisory& advisory : answer.advisories) {
    add(advisory_words(answer.subject, advisory, names));
  }
  if (answer.state != State::checked) {
    add(could_not(answered));
  } else if (text.empty()) {
    add(nothing_found(answer));
  }
  return text;
}

void say_answer(Output& output, const Answered& answered, const DatasetNames& names) {
  if (output.is_json()) {
    output.json(to_json(answered.answer));
    return;
  }
  const std::string text = answer_text(answered, names);
  const bool is_long = text.find('\n') != std::string::npos;
  output.text(answered.answer.subject + ":" + (is_long ? "\n" : " ") + text);
}

Exit exit_of(const Answer& answer) {
  if (answer.state != State::checked) {
    return Exit::failed;
  }
  return answer.listings.empty() && answer.advisories.empty() ? Exit::done : Exit::listed;
}

}  // namespace bycatch
