#include "picture_answers.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "picture_pool.h"
#include "url_parts.h"

namespace bycatch {
namespace {

// A file's answer before anything is known of it.
Answered unread_picture(const std::filesystem::path& file, ErrorCode code, std::string trouble) {
  Answered out;
  out.answer.subject = file.string().substr(0, kMaxUrlBytes);
  out.answer.state = State::not_checked;
  out.answer.code = code;
  out.trouble = std::move(trouble);
  return out;
}

Answered answer_for_picture(const IndexInUse& index, const std::filesystem::path& file, const PictureResult& picture) {
  if (!picture) {
    return unread_picture(file, code_of(picture.error().fault), describe(picture.error()));
  }
  Answered out{.answer = check_picture(index, file.string().substr(0, kMaxUrlBytes), *picture)};
  if (picture->quality < kMinQuality) {
    out.trouble = words_of(PictureFault::low_quality);
  }
  return out;
}

}  // namespace

std::vector<Answered> answers_for_pictures(const IndexInUse& index, const std::vector<std::filesystem::path>& files) {
  std::vector<Answered> answers;
  answers.reserve(files.size());
  for (const auto& file : files) {
    answers.push_back(unread_picture(file, ErrorCode::internal, {}));
  }
  if (files.empty()) {
    return answers;
  }
  std::size_t next = 0;
  // They come back by name; one may have been given twice.
  std::multimap<std::filesystem::path, std::size_t> places;
  for (std::size_t i = 0; i < files.size(); ++i) {
    places.emplace(files[i], i);
  }
  const auto put = [&](const std::filesystem::path& file, const PictureResult& picture) -> Status {
    const Answered answer = answer_for_picture(index, file, picture);
    for (auto [at, end] = places.equal_range(file); at != end; ++at) {
      answers[at->second] = answer;
    }
    return {};
  };
  const auto take = [&]() -> std::optional<std::filesystem::path> {
    return next < files.size() ? std::optional(files[next++]) : std::nullopt;
  };
  const auto decoder = own_decoder();
  const Status read = decoder ? read_pictures(*decoder, std::min(usual_readers(), files.size()), take, put)
                              : std::unexpected(decoder.error());
  if (!read) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      answers[i] = unread_picture(files[i], ErrorCode::unsupported,
                                  "the program that reads pictures does not start (" + read.error().detail + ")");
    }
  }
  return answers;
}

}  // namespace bycatch
