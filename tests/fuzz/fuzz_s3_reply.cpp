// What an object store answers: what is read of it can be used as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "s3_reply.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const std::string_view xml(reinterpret_cast<const char*>(data), size);
  if (const auto list = read_s3_list(xml)) {
    for (const S3Object& object : list->objects) {
      if (object.key.empty() || object.key.size() > size || object.etag.find('"') != std::string::npos) std::abort();
    }
  }
  if (const auto parts = read_s3_parts(xml)) {
    for (const S3Part& part : *parts) {
      if (part.number < 1 || part.number > 10'000 || part.etag.empty()) std::abort();
    }
  }
  for (const char* element : {"Key", "UploadId", "Code"}) {
    if (s3_text(xml, element).size() > size) std::abort();
  }
  return 0;
}
