// What an object store answers, as far as an upload needs it. The answers are XML of a few known elements, without
// attributes that matter; all of it is hostile until proven.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace bycatch {

struct S3Object {
  std::string key;
  std::uint64_t bytes = 0;
  std::string etag;  // without quotes
};
struct S3List {
  std::vector<S3Object> objects;
  std::string more;  // the token for the next page; empty at the end
};

struct S3Part {
  int number = 0;  // from 1
  std::uint64_t bytes = 0;
  std::string etag;  // as it came, with its quotes
};

// Errors: bad_format.
[[nodiscard]] Result<S3List> read_s3_list(std::string_view xml);
[[nodiscard]] Result<std::vector<S3Part>> read_s3_parts(std::string_view xml);

// The text of the first element called so, its entities resolved; empty when there is none.
[[nodiscard]] std::string s3_text(std::string_view xml, std::string_view element);

}  // namespace bycatch
