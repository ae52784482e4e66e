#include "picture_reader.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "own_program.h"
#include "picture_message.h"

namespace bycatch {
namespace {

constexpr const char* kDecoderName = "bycatch-decoder";
// To load the libraries of a cold disk on a busy machine.
constexpr std::chrono::milliseconds kStartLimit{120'000};

Result<HelperProgram> start_decoder(const std::filesystem::path& program) {
  auto decoder = HelperProgram::start(program);
  if (!decoder) return decoder;
  const auto ready = decoder->link().receive(kStartLimit);
  if (ready && *ready == std::vector{kDecoderReady}) return decoder;
  return fail(ErrorCode::unsupported, "the picture decoder cannot confine itself: " + decoder->end());
}

std::unexpected<PictureFailure> unreadable(const char* why) {
  return std::unexpected(PictureFailure{PictureFault::unreadable, why});
}

std::string words_of_errno() {
  return std::generic_category().message(errno);
}

}  // namespace

Result<PictureReader> PictureReader::start(ReaderRules rules) {
  auto decoder = start_decoder(rules.decoder);
  if (!decoder) return std::unexpected(decoder.error());
  return PictureReader(std::move(rules), *std::move(decoder));
}

bool PictureReader::revive() {
  if (decoder_) return true;
  auto decoder = start_decoder(rules_.decoder);
  if (!decoder) return false;
  decoder_ = *std::move(decoder);
  is_fresh_ = true;
  return true;
}

PictureResult PictureReader::read(const std::filesystem::path& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) return unreadable(words_of_errno().c_str());
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return unreadable(words_of_errno().c_str());
  if (!S_ISREG(facts.st_mode)) return unreadable("no regular file");
  if (facts.st_size == 0) return std::unexpected(PictureFailure{PictureFault::empty, {}});
  if (facts.st_size > kMaxPictureBytes) {
    return std::unexpected(PictureFailure{PictureFault::too_large, std::to_string(facts.st_size) + " bytes"});
  }
  if (!revive()) return std::unexpected(PictureFailure{PictureFault::crashed, "it does not start again"});
  const bool was_fresh = is_fresh_;
  PictureResult picture = ask(file);
  const bool is_lost = !picture && picture.error().fault == PictureFault::crashed;
  return is_lost && !was_fresh && revive() ? ask(file) : picture;
}

PictureResult PictureReader::ask(const FileHandle& file) {
  is_fresh_ = false;
  const std::array question{kPictureAsked};
  const Status asked = decoder_->link().send_file(question, file);
  const auto answer = asked ? decoder_->link().receive(rules_.limit) : std::unexpected(asked.error());
  if (answer) {
    if (auto picture = parse_picture(*answer)) return *std::move(picture);
  }
  PictureFailure failure{PictureFault::crashed, decoder_->end()};
  if (answer) {
    failure.place = "it said what makes no sense";
  } else if (answer.error().code == ErrorCode::timeout) {
    failure = {PictureFault::timed_out, std::to_string(rules_.limit.count()) + " ms"};
  }
  decoder_.reset();
  return std::unexpected(std::move(failure));
}

Result<ReaderRules> own_decoder() {
  const auto folder = own_program_folder();
  return folder ? Result<ReaderRules>(ReaderRules{.decoder = *folder / kDecoderName}) : std::unexpected(folder.error());
}

}  // namespace bycatch
