// Writes the golden files of the current format version into shared/vectors/segment, from the records beside them.
// Only for a new version: files of a version that people hold are never written again.
#include <cstdio>
#include <cstdlib>

#include "delta.h"
#include "golden_segment.h"

namespace {

void write(const std::string& name, std::span<const std::byte> bytes) {
  std::ofstream file(bycatch::test::golden_path(name), std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file) std::exit(1);
  std::printf("%s: %zu bytes\n", name.c_str(), bytes.size());
}

}  // namespace

int main() {
  using namespace bycatch;
  using namespace bycatch::test;
  const std::vector<std::byte> base = bytes_of(load_made("v1.jsonl"));
  const std::vector<std::byte> next = bytes_of(load_made("v1-next.jsonl"));
  const auto delta = make_delta(Mapped(base).bytes(), Mapped(next).bytes());
  if (!delta) return 1;
  write("v1.segment", base);
  write("v1.delta", *delta);
  return 0;
}
