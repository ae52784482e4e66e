#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "identify_properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto broken = bycatch::broken_by_url({reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}
