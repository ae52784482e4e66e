#include "decoder_service.h"

#include <array>
#include <cstdlib>

#include "confinement.h"
#include "helper_program.h"
#include "picture_message.h"
#include "process.h"

namespace bycatch {
namespace {

// A picture of kMaxPicturePixels that its format lets nobody decode by rows: once in its own colours, once in ours.
constexpr std::size_t kMaxDecoderBytes = std::size_t{2} << 30U;

}  // namespace

int serve_pictures(const DecodePicture& decode) {
  auto link = link_to_starter();
  if (!link || !harden_process() || !confine_process(kMaxDecoderBytes)) return EXIT_FAILURE;
  if (!link->send(std::array{kDecoderReady})) return EXIT_FAILURE;
  for (;;) {
    const auto asked = link->receive_file(std::nullopt);
    if (!asked) return asked.error().code == ErrorCode::cancelled ? EXIT_SUCCESS : EXIT_FAILURE;
    if (!asked->second.is_open()) return EXIT_FAILURE;
    if (!link->send(encode_picture(decode(asked->second)))) return EXIT_FAILURE;
  }
}

}  // namespace bycatch
