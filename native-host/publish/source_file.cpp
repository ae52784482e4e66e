#include "source_file.h"

#include <archive.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>

#include "file_handle.h"

namespace bycatch {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

class FilePieces : public PieceSource {
 public:
  FilePieces(FileHandle file, TapBytes tap) : file_(std::move(file)), tap_(std::move(tap)), piece_(kPieceBytes, '\0') {}

  Result<std::string_view> next() override {
    ssize_t got = -1;
    do {
      errno = 0;
      got = ::read(file_.get(), piece_.data(), piece_.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      return fail_errno("read a list");
    }
    const auto bytes = std::string_view(piece_).substr(0, static_cast<std::size_t>(got));
    tap_(std::as_bytes(std::span(bytes)));
    return bytes;
  }

 private:
  FileHandle file_;
  TapBytes tap_;
  std::string piece_;
};

bool is_packed(std::string_view start) {
  constexpr std::array<std::string_view, 3> kMagic = {"\x1f\x8b", "BZh", "\x28\xb5\x2f\xfd"};
  return std::ranges::any_of(kMagic, [&](std::string_view magic) { return start.starts_with(magic); });
}

// What a packed file holds, by libarchive's filters.
class UnpackedPieces : public PieceSource {
 public:
  static Result<std::unique_ptr<PieceSource>> open(std::unique_ptr<FilePieces> packed) {
    auto out = std::make_unique<UnpackedPieces>(std::move(packed));
    archive* reader = out->archive_.get();
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_format_raw(reader);
    archive_entry* entry = nullptr;
    if (archive_read_open(reader, out.get(), nullptr, &UnpackedPieces::read, nullptr) != ARCHIVE_OK ||
        archive_read_next_header(reader, &entry) != ARCHIVE_OK) {
      return std::unexpected(out->error());
    }
    return out;
  }

  explicit UnpackedPieces(std::unique_ptr<FilePieces> packed)
      : packed_(std::move(packed)), archive_(archive_read_new()), piece_(kPieceBytes, '\0') {}

  Result<std::string_view> next() override {
    const la_ssize_t got = archive_read_data(archive_.get(), piece_.data(), piece_.size());
    if (got < 0) {
      return std::unexpected(error());
    }
    // What stands behind the packed bytes belongs to the file, too.
    for (bool more = got == 0 && !at_end_; more; more = !at_end_) {
      const auto piece = packed_->next();
      if (!piece) {
        return std::unexpected(piece.error());
      }
      at_end_ = piece->empty();
    }
    return std::string_view(piece_).substr(0, static_cast<std::size_t>(got));
  }

 private:
  struct Free {
    void operator()(archive* reader) const noexcept { archive_read_free(reader); }
  };

  static la_ssize_t read(archive* reader, void* self, const void** bytes) {
    auto& own = *static_cast<UnpackedPieces*>(self);
    const auto piece = own.packed_->next();
    if (!piece) {
      own.error_ = piece.error();
      archive_set_error(reader, EIO, "read");
      return ARCHIVE_FATAL;
    }
    own.at_end_ = piece->empty();
    *bytes = piece->data();
    return static_cast<la_ssize_t>(piece->size());
  }

  // A stream that ends too early is the only failure that comes after the last byte was handed over.
  [[nodiscard]] Error error() const {
    if (error_) {
      return *error_;
    }
    return at_end_ ? Error{ErrorCode::truncated, "a packed file that ends too early"}
                   : Error{ErrorCode::bad_format, "a packed file that is damaged"};
  }

  std::unique_ptr<FilePieces> packed_;
  std::unique_ptr<archive, Free> archive_;
  std::string piece_;
  std::optional<Error> error_;
  bool at_end_ = false;
};

}  // namespace

Result<SourceFile> open_source_file(const std::filesystem::path& file, TapBytes tap) {
  errno = 0;
  FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!handle.is_open()) {
    return fail_errno("open a list");
  }
  struct stat facts{};
  if (::fstat(handle.get(), &facts) != 0) {
    return fail_errno("read a list's facts");
  }
  if (!S_ISREG(facts.st_mode)) {
    return fail(ErrorCode::bad_format, "no regular file");
  }
  std::array<char, 4> start{};
  const ssize_t got = ::pread(handle.get(), start.data(), start.size(), 0);
  if (got < 0) {
    return fail_errno("read a list");
  }
  auto pieces = std::make_unique<FilePieces>(std::move(handle), std::move(tap));
  const auto size_bytes = static_cast<std::uint64_t>(facts.st_size);
  if (!is_packed({start.data(), static_cast<std::size_t>(got)})) {
    return SourceFile{std::move(pieces), size_bytes};
  }
  auto unpacked = UnpackedPieces::open(std::move(pieces));
  return unpacked ? Result<SourceFile>(SourceFile{std::move(*unpacked), size_bytes})
                  : std::unexpected(unpacked.error());
}

}  // namespace bycatch
