#include "tar_source.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "file_handle.h"

namespace bycatch {
namespace {

constexpr std::size_t kTarBlock = 64 << 10;
constexpr std::string_view kMetadataFolder = "metadata/";

struct FreeArchive {
  void operator()(archive* tar) const noexcept { archive_read_free(tar); }
};

// What is no tar file at all has a number of libarchive's own.
std::unexpected<Error> open_fault(int error) {
  errno = error;
  return error == ENOENT || error == EACCES || error == EIO ? fail_errno("open the tar file")
                                                            : fail(ErrorCode::not_a_feed, "no tar file");
}

enum class Visiting { go_on, stop };

// Shows each regular file, by its path without a leading "./", until told to stop.
Status visit_entries(const std::filesystem::path& file,
                     const std::function<Result<Visiting>(archive*, std::string_view, std::uint64_t)>& visit) {
  const std::unique_ptr<archive, FreeArchive> tar(archive_read_new());
  archive_read_support_format_tar(tar.get());
  if (archive_read_open_filename(tar.get(), file.c_str(), kTarBlock) != ARCHIVE_OK) {
    return open_fault(archive_errno(tar.get()));
  }
  archive_entry* entry = nullptr;
  for (std::size_t count = 0;; ++count) {
    const int next = archive_read_next_header(tar.get(), &entry);
    if (next == ARCHIVE_EOF) {
      return {};
    }
    if (next != ARCHIVE_OK && next != ARCHIVE_WARN) {
      return fail(count == 0 ? ErrorCode::not_a_feed : ErrorCode::truncated, "read the tar file");
    }
    if (count == TarSource::kMaxEntries) {
      return fail(ErrorCode::too_large, "more files than a feed's tar file may have");
    }
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG || archive_entry_size(entry) < 0) {
      continue;
    }
    std::string_view path(name);
    path.remove_prefix(path.starts_with("./") ? 2 : 0);
    const auto said = visit(tar.get(), path, static_cast<std::uint64_t>(archive_entry_size(entry)));
    if (!said) {
      return std::unexpected(said.error());
    }
    if (*said == Visiting::stop) {
      return {};
    }
  }
}

Status read_body(archive* tar, const std::function<Status(std::span<const char>)>& take) {
  std::vector<char> piece(kTarBlock);
  for (;;) {
    const la_ssize_t got = archive_read_data(tar, piece.data(), piece.size());
    if (got == 0) {
      return {};
    }
    if (got < 0) {
      return fail(ErrorCode::truncated, "read the tar file");
    }
    if (const Status taken = take({piece.data(), static_cast<std::size_t>(got)}); !taken) {
      return taken;
    }
  }
}

}  // namespace

Result<TarSource> TarSource::open(const std::filesystem::path& file) {
  TarSource source(file);
  std::uint64_t held = 0;
  const Status read =
      visit_entries(file, [&](archive* tar, std::string_view path, std::uint64_t size) -> Result<Visiting> {
        if (!path.starts_with(kMetadataFolder)) {
          return Visiting::go_on;
        }
        held += size;
        if (held > kMaxMetadataBytes) {
          return fail(ErrorCode::too_large, "more metadata than a feed may have");
        }
        std::string& text = source.metadata_[std::string(path)];
        text.clear();
        const Status body = read_body(tar, [&](std::span<const char> bytes) -> Status {
          text.append(bytes.data(), bytes.size());
          return text.size() <= size ? Status() : fail(ErrorCode::too_large, "longer than its header says");
        });
        return body ? Result<Visiting>(Visiting::go_on) : std::unexpected(body.error());
      });
  if (!read) {
    return std::unexpected(read.error());
  }
  return source.metadata_.empty() ? Result<TarSource>(fail(ErrorCode::not_a_feed, "no metadata in it"))
                                  : Result<TarSource>(std::move(source));
}

Result<std::string> TarSource::read(const std::string& path, std::uint64_t max_bytes, bool /*no_cache*/) {
  const auto found = metadata_.find(path);
  if (found == metadata_.end()) {
    return fail(ErrorCode::not_found, "not in the tar file");
  }
  return found->second.size() <= max_bytes ? Result<std::string>(found->second)
                                           : fail(ErrorCode::too_large, "more bytes than allowed");
}

Status TarSource::load(const std::string& path, std::uint64_t bytes, PartFile& part, bool /*no_cache*/,
                       const OnLoaded& on_loaded) {
  bool is_found = false;
  const Status read =
      visit_entries(file_, [&](archive* tar, std::string_view name, std::uint64_t size) -> Result<Visiting> {
        if (name != path) {
          return Visiting::go_on;
        }
        is_found = true;
        if (size != bytes) {
          return fail(size > bytes ? ErrorCode::too_large : ErrorCode::truncated, "not of the signed length");
        }
        const Status begun = part.begin(0, {});
        const Status body = !begun ? begun : read_body(tar, [&](std::span<const char> piece) -> Status {
          if (piece.size() > bytes - part.held_bytes()) {
            return fail(ErrorCode::too_large, "longer than its header says");
          }
          const Status added = part.add(piece);
          on_loaded(part.held_bytes());
          return added;
        });
        return body ? Result<Visiting>(Visiting::stop) : std::unexpected(body.error());
      });
  return read && !is_found ? fail(ErrorCode::not_found, "not in the tar file") : read;
}

}  // namespace bycatch
