#include "shard_merge.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "in_turn.h"
#include "segment_build.h"
#include "segment_layout.h"
#include "shard_line.h"

namespace bycatch {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxLineBytes = 256;
constexpr std::size_t kHeldRecords = std::size_t{1} << 16U;

// Takes one shard's lines into the stage, as a run.
class ShardReader {
 public:
  ShardReader(std::span<const ShardedList> lists, RecordStage& stage, ImprintStage& imprints)
      : lists_(lists), stage_(stage), imprints_(imprints) {}

  Status read(const std::filesystem::path& path) {
    const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return fail_errno("open a shard");
    std::vector<char> piece(kPieceBytes);
    std::size_t held = 0;  // of a line that the last piece began
    while (true) {
      const ssize_t got = ::read(file.get(), piece.data() + held, piece.size() - held);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return fail_errno("read a shard");
      const std::string_view text(piece.data(), held + static_cast<std::size_t>(got));
      if (got == 0 && !text.empty()) return bad_line();  // no line end
      if (got == 0) return in_turn([&] { return flush(); }, [&] { return stage_.end_run(); });
      const std::size_t taken = text.rfind('\n') + 1;
      if (const Status lines = take_lines(text.substr(0, taken)); !lines) return lines;
      held = text.size() - taken;
      if (held > kMaxLineBytes) return bad_line();
      std::copy_n(text.data() + taken, held, piece.data());
    }
  }

 private:
  Status take_lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const auto row = parse_shard_line(text.substr(0, end));
      const auto list = row ? std::ranges::lower_bound(lists_, row->dataset, {}, &ShardedList::dataset) : lists_.end();
      if (list == lists_.end() || list->dataset != row->dataset) return bad_line();
      if (row->imprint || !last_picture_.empty()) {
        const Status taken = take_picture(text.substr(0, end), *row, list - lists_.begin());
        if (!taken) return taken;
        text.remove_prefix(end + 1);
        continue;
      }
      text.remove_prefix(end + 1);
      held_.push_back({.key = row->key,
                       .photo = row->photo,
                       .list = static_cast<std::uint32_t>(list - lists_.begin()),
                       .space = row->space,
                       .label = row->label});
      if (last_ && !(*last_ < held_.back())) return bad_line();
      last_ = held_.back();
      ++line_;
      if (held_.size() == kHeldRecords) {
        if (const Status flushed = flush(); !flushed) return flushed;
      }
    }
    return {};
  }

  // Pictures come behind all keys.
  Status take_picture(std::string_view line, const ShardRow& row, std::ptrdiff_t list) {
    if (!row.imprint || line <= last_picture_) return bad_line();
    last_picture_ = line;
    ++line_;
    return imprints_.add({*row.imprint, static_cast<std::uint16_t>(list)});
  }

  Status flush() {
    const Status added = stage_.add_sorted(held_);
    held_.clear();
    return added;
  }

  std::unexpected<Error> bad_line() const { return fail(ErrorCode::bad_format, "line " + std::to_string(line_)); }

  std::span<const ShardedList> lists_;
  RecordStage& stage_;
  ImprintStage& imprints_;
  std::vector<StagedRecord> held_;
  std::optional<StagedRecord> last_;
  std::string last_picture_;
  std::uint64_t line_ = 1;
};

Status read_shards(std::span<const std::filesystem::path> shards, std::span<const ShardedList> lists,
                   RecordStage& stage, ImprintStage& imprints) {
  for (std::size_t i = 0; i < shards.size(); ++i) {
    if (const Status read = ShardReader(lists, stage, imprints).read(shards[i]); !read) {
      return fail(read.error().code, "shard " + std::to_string(i + 1) + ": " + read.error().detail);
    }
  }
  imprints.finish();
  return stage.finish();
}

Status build(const RecordStage& stage, const ImprintStage& imprints, std::span<const ShardedList> lists,
             ByteSink& sink) {
  const OldLists none;
  SegmentMerge merge(stage, imprints, none);
  const auto found = survey(merge, lists.size());
  if (!found) return std::unexpected(found.error());
  std::vector<ListInfo> infos;
  for (const ShardedList& list : lists)
    infos.push_back({.dataset = list.dataset, .date = list.date, .records = {}, .radius = list.radius});
  return build_segment(sink, merge, std::move(infos), *found);
}

}  // namespace

Status merge_shards(std::span<const std::filesystem::path> shards, std::vector<ShardedList> lists, ByteSink& sink,
                    const std::filesystem::path& scratch, std::size_t memory_bytes) {
  std::ranges::sort(lists, {}, &ShardedList::dataset);
  const bool is_repeated =
      std::ranges::adjacent_find(lists, {}, &ShardedList::dataset) != lists.end() || lists.size() > kMaxLists;
  if (is_repeated) return fail(ErrorCode::bad_request, "lists: one twice, or more than a segment can hold");
  RecordStage stage(scratch, memory_bytes);
  ImprintStage imprints;
  const Status built = in_turn([&] { return read_shards(shards, lists, stage, imprints); },
                               [&] { return build(stage, imprints, lists, sink); });
  std::error_code ignored;
  std::filesystem::remove(scratch, ignored);
  return built;
}

}  // namespace bycatch
