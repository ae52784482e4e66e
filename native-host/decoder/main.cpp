// bycatch-decoder: decodes the pictures that `bycatch` hands to it, and can do nothing else. Only wires.
#include <cstdlib>

#include "decoded_picture.h"
#include "decoder_service.h"

int main() {
  // What the libraries would do at the end is of no use to anybody.
  std::_Exit(bycatch::start_decoding() ? bycatch::serve_pictures(bycatch::decode_imprints) : EXIT_FAILURE);
}
