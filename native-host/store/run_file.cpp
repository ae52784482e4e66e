#include "run_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace bycatch {

std::array<std::uint64_t, kKeySpaces + 1> space_starts(std::span<const StagedRecord> sorted) {
  std::array<std::uint64_t, kKeySpaces + 1> starts{};
  for (std::size_t space = 0; space <= kKeySpaces; ++space) {
    const auto found = std::ranges::partition_point(
        sorted, [&](const StagedRecord& record) { return static_cast<std::size_t>(record.space) < space; });
    starts[space] = static_cast<std::uint64_t>(found - sorted.begin());
  }
  return starts;
}

Result<RunFile> RunFile::create(const std::filesystem::path& path) {
  FileHandle file(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return file.is_open() ? Result<RunFile>(RunFile(std::move(file))) : fail_errno("create a run file");
}

Status RunFile::append(std::span<const StagedRecord> records) {
  auto bytes = std::as_bytes(records);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return fail_errno("write a run");
    }
    bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  records_ += records.size();
  return {};
}

Status RunFile::read(std::uint64_t first, std::span<StagedRecord> out) const {
  auto bytes = std::as_writable_bytes(out);
  auto at = static_cast<off_t>(first * sizeof(StagedRecord));
  while (!bytes.empty()) {
    const ssize_t got = ::pread(file_.get(), bytes.data(), bytes.size(), at);
    if (got == 0 || (got < 0 && errno != EINTR)) {
      return got == 0 ? fail(ErrorCode::io, "a run ends too early") : fail_errno("read a run");
    }
    const auto taken = got < 0 ? 0 : static_cast<std::size_t>(got);
    bytes = bytes.subspan(taken);
    at += static_cast<off_t>(taken);
  }
  return {};
}

}  // namespace bycatch
