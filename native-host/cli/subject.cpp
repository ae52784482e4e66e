#include "subject.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "identify.h"
#include "picture_answers.h"
#include "url_parts.h"

namespace bycatch {
namespace {

constexpr std::array kTagPlatforms = {Platform::instagram, Platform::flickr};

std::string as_address(const std::string& word) {
  const bool is_whole = word.find("://") != std::string::npos || word.starts_with("//");
  return is_whole ? word : "https://" + word;
}

bool is_file(const std::string& word) {
  std::error_code ignored;
  return word.find("://") == std::string::npos && std::filesystem::exists(word, ignored);
}

Answer refused(const std::string& word, ErrorCode code) {
  return {.subject = word,
          .state = State::not_checked,
          .code = code,
          .identifiers = {},
          .listings = {},
          .advisories = {},
          .coverage = {},
          .watched = {}};
}

// What both platforms say of one tag, as one answer.
Answer merged(Answer first, const Answer& second) {
  if (first.state == State::not_checked) {
    return second;
  }
  if (second.state == State::not_checked) {
    return first;
  }
  for (const Identifier& identifier : second.identifiers) {
    first.identifiers.push_back(identifier);
  }
  for (const Advisory& advisory : second.advisories) {
    if (std::ranges::find(first.advisories, advisory) == first.advisories.end()) {
      first.advisories.push_back(advisory);
    }
  }
  return first;
}

// Words of one kind, asked together and put back in their places.
struct Group {
  std::vector<std::size_t> places;
  std::vector<std::string> words;

  void add(std::size_t place, std::string word) {
    places.push_back(place);
    words.push_back(std::move(word));
  }
};

std::vector<Answer> check_tags_everywhere(const IndexInUse& index, const Watching& watching,
                                          const std::vector<std::string>& tags) {
  std::vector<Answer> answers = check_tags(index, watching, kTagPlatforms[0], tags);
  const std::vector<Answer> others = check_tags(index, watching, kTagPlatforms[1], tags);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    answers[i] = merged(std::move(answers[i]), others[i]);
  }
  return answers;
}

std::vector<Answer> check_addresses(const IndexInUse& index, const std::vector<std::string>& words) {
  std::vector<Photo> photos;
  photos.reserve(words.size());
  for (const std::string& word : words) {
    photos.push_back({word, {as_address(word)}});
  }
  return check_photos(index, photos);
}

}  // namespace

std::vector<Answered> answers_for(const IndexInUse& index, const Watching& watching,
                                  const std::vector<std::string>& words) {
  std::vector<Answered> answers(words.size());
  Group tags;
  Group accounts;
  Group addresses;
  Group files;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.starts_with('#')) {
      tags.add(i, word);
    } else if (word.starts_with('@')) {
      accounts.add(i, word.substr(1));
    } else if (word.size() > kMaxUrlBytes) {
      answers[i].answer = refused(word.substr(0, kMaxUrlBytes), ErrorCode::too_large);
    } else if (is_file(word)) {
      files.add(i, word);
    } else {
      addresses.add(i, word);
    }
  }
  const auto put = [&](const Group& group, std::vector<Answer> found) {
    for (std::size_t i = 0; i < group.places.size(); ++i) {
      found[i].subject = words[group.places[i]];
      answers[group.places[i]].answer = std::move(found[i]);
    }
  };
  put(tags, check_tags_everywhere(index, watching, tags.words));
  put(accounts, check_accounts(index, Platform::flickr, accounts.words));
  put(addresses, check_addresses(index, addresses.words));
  if (!files.words.empty()) {
    auto pictures = answers_for_pictures(index, {files.words.begin(), files.words.end()});
    for (std::size_t i = 0; i < files.places.size(); ++i) {
      answers[files.places[i]] = std::move(pictures[i]);
    }
  }
  return answers;
}

std::vector<Identifier> identify_word(const std::string& word) {
  return identify(as_address(word));
}

}  // namespace bycatch
