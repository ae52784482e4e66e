#include "list_tsv.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <utility>

#include "file_handle.h"

namespace bycatch {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Room for a byte order mark and a carriage return beside the longest row.
constexpr std::size_t kKeptBytes = kMaxRowBytes + 8;

}  // namespace

Status ListTsvReader::add(std::string_view piece) {
  while (!piece.empty()) {
    const std::size_t end = piece.find('\n');
    const std::string_view part = piece.substr(0, end);
    if (part.find('\0') != std::string_view::npos) {
      return fail(ErrorCode::bad_format,
                  "not a text file: line " + std::to_string(line_number_ + 1) + " holds a NUL byte");
    }
    if (end != std::string_view::npos && line_.empty()) {
      if (const Status taken = take_line(part); !taken) {
        return taken;
      }
    } else {
      line_.append(part.substr(0, kKeptBytes - std::min(kKeptBytes, line_.size())));
      if (end != std::string_view::npos) {
        const std::string line = std::exchange(line_, {});
        if (const Status taken = take_line(line); !taken) {
          return taken;
        }
      }
    }
    piece.remove_prefix(end == std::string_view::npos ? piece.size() : end + 1);
  }
  return {};
}

Status ListTsvReader::finish() {
  const std::string line = std::exchange(line_, {});
  return line.empty() ? Status() : take_line(line);
}

Status ListTsvReader::take_line(std::string_view line) {
  ++line_number_;
  if (line_number_ == 1 && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  if (line.empty()) {
    return {};
  }
  const auto row = parse_list_row(line);
  if (!row) {
    ListReport::Refused& refused = report_.refused[static_cast<std::size_t>(row.error())];
    ++refused.rows;
    if (refused.lines.size() < ListReport::kMaxLines) {
      refused.lines.push_back(line_number_);
    }
    return {};
  }
  ++report_.accepted;
  if (row->account_unusable) {
    ++report_.accounts_ignored;
  }
  return take_(*row);
}

Result<ListReport> read_list_tsv(const std::filesystem::path& file, const TakeRow& take) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::bad_format, "not a regular file");
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return fail_errno("open a list");
  }
  ListTsvReader reader(take);
  std::string piece(kPieceBytes, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (const Status added = reader.add(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount())));
        !added) {
      return std::unexpected(added.error());
    }
  }
  if (stream.bad()) {
    return fail(ErrorCode::io, "read a list");
  }
  if (const Status finished = reader.finish(); !finished) {
    return std::unexpected(finished.error());
  }
  if (reader.report().accepted == 0) {
    return fail(ErrorCode::bad_format, "no row is of the form platform<TAB>kind<TAB>id");
  }
  return reader.report();
}

}  // namespace bycatch
